//! Events of `question`.

use event_log::{Codec, Encoded};
use placements_domain::question::{Event, Question, Subject};
use proto::{
    events::{Malformed, placements as stored},
    placements::events::v1 as pb,
};

/// Maps `question` to stored bytes and back.
pub struct QuestionCodec;

impl Codec for QuestionCodec {
    type Aggregate = Question;

    fn encode(event: &Event) -> Encoded {
        let Event::Opened { question, subject } = event;
        let (kind, id) = match subject {
            Subject::Placement(it) => (pb::QuestionSubject::Placement, it.to_string()),
            Subject::Igu(it) => (pb::QuestionSubject::Igu, it.to_string()),
        };
        Encoded::of(&pb::QuestionOpened {
            question_id: question.to_string(),
            subject: kind.into(),
            subject_id: id,
        })
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let Some(stored::Event::QuestionOpened(it)) = stored::Event::decode(type_name, payload)?
        else {
            return Err(Malformed::content(type_name));
        };
        opened(&it).ok_or_else(|| Malformed::content(type_name))
    }
}

fn opened(it: &pb::QuestionOpened) -> Option<Event> {
    Some(Event::Opened {
        question: it.question_id.parse().ok()?,
        subject: match it.subject() {
            pb::QuestionSubject::Placement => Subject::Placement(it.subject_id.parse().ok()?),
            pb::QuestionSubject::Igu => Subject::Igu(it.subject_id.parse().ok()?),
            pb::QuestionSubject::Unspecified => return None,
        },
    })
}
