//! Words that every service shares: ids, days, periods, identifiers of persons and municipalities, personal
//! values, and the trait of an aggregate. Pure: nothing here reads a clock, draws a number or does I/O.
#![deny(missing_docs)]

mod aggregate;
mod caller;
mod company;
mod dates;
mod ids;
mod municipality;
mod person_number;
mod personal;

pub use aggregate::{Aggregate, Decision};
pub use caller::{Caller, Role};
pub use company::{CvrNumber, InvalidCvrNumber, InvalidPNumber, PNumber};
pub use dates::{Date, Month, Period, age_on, date};
pub use ids::{
    CitizenId, Clock, EmployerId, EventId, Ids, IguId, InvalidId, PlacementId, QuestionId,
    RequestId, stream_id,
};
pub use jiff::Timestamp;
pub use municipality::{MunicipalityCode, UnknownMunicipality};
pub use person_number::{InvalidPersonNumber, Modulus11, PersonNumber, PersonNumberKind};
pub use personal::Personal;
pub use uuid::Uuid;
