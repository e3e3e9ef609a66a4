//! Every event of every service, as a closed enum: whoever matches on it is told by the compiler of a new shape.
//! A message that was ever stored keeps its variant; an old shape is lifted here, once for all readers.

/// A payload that its own type name cannot read.
#[derive(Debug, thiserror::Error)]
#[error("the payload is no {type_name}")]
pub struct Malformed {
    /// Full name of the message it should have been.
    pub type_name: String,
    #[source]
    source: Option<prost::DecodeError>,
}

impl Malformed {
    /// The bytes are of the type, but hold what it may not, as a day that does not exist; or the type is not
    /// one that the reader has.
    #[must_use]
    pub fn content(type_name: &str) -> Self {
        Self { type_name: type_name.to_owned(), source: None }
    }
}

macro_rules! events {
    ($(#[$doc:meta])* $module:ident from $($path:ident)::+ { $($message:ident),+ $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use prost::{Message as _, Name as _};
            pub use crate::$($path)::+::{$($message),+};

            /// One stored event, decoded.
            #[derive(Clone, Debug, PartialEq)]
            pub enum Event {
                $(
                    #[doc = concat!("`", stringify!($message), "`")]
                    $message($message),
                )+
            }

            impl Event {
                /// Full names of all shapes, in the order of the enum.
                #[must_use]
                pub fn type_names() -> Vec<String> {
                    vec![$($message::full_name()),+]
                }

                /// Decodes a payload by its full type name; `None` for a type this version does not know.
                ///
                /// # Errors
                /// When the bytes are not of that type.
                pub fn decode(type_name: &str, payload: &[u8]) -> Result<Option<Self>, super::Malformed> {
                    $(
                        if type_name == $message::full_name() {
                            return $message::decode(payload).map(|it| Some(Self::$message(it))).map_err(
                                |source| super::Malformed { type_name: type_name.to_owned(), source: Some(source) },
                            );
                        }
                    )+
                    Ok(None)
                }
            }
        }
    };
}

events! {
    /// Events of `citizens`.
    citizens from citizens::events::v1 {
        CitizenRegistered, ResponsibilityTakenOver, ProgrammeStarted, ProgrammeEnded, ReadinessAssessed,
        BenefitStarted, BenefitStopped, LegalFactsStated, LegalFactsRefused,
    }
}

events! {
    /// Events of `employers`.
    employers from employers::events::v1 {
        EmployerRegistered, EmployerSectorSet, WorkplaceRegistered, HeadcountRecorded, PlacesElsewhereRecorded,
        PlaceReserved, PlaceRefused, PlaceReleased,
    }
}

events! {
    /// Events of `placements`.
    placements from placements::events::v1 {
        PlacementDrafted, PlacementRevised, PlacementSigned, PlacementSubmitted, QuestionOpened, LegalFactsAsked,
        LegalFactsReceived, PlaceAsked, PlaceAnswerReceived, PlaceGivenBack, PlacementGranted, PlacementRejected,
        PlacementStarted, PlacementCompleted, PlacementInterrupted, PlacementCancelled, IguPlanned,
        IguAgreementConcluded, IguRegistered, IguRegistrationOverdue, IguStarted, IguStopped, IguCancelled,
        IguAnnulled, IguCompleted, CitizenIguNoted, CitizenInternshipNoted, CitizenInternshipLapsed,
    }
}
