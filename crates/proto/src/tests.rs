use kernel::{Month, date};
use prost_reflect::DescriptorPool;

use super::*;

/// Compiles planted contracts beside the real options.
fn planted(source: &str) -> DescriptorPool {
    let folder = std::env::temp_dir().join(format!("jobbro-planted-{}", std::process::id()));
    let file = folder.join("jobbro/planted/events/v1/planted.proto");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, source).unwrap();
    let real = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto");
    let mut compiler = protox::Compiler::new([folder, real]).unwrap();
    compiler.include_imports(true).open_file("jobbro/planted/events/v1/planted.proto").unwrap();
    checks::pool(&compiler.encode_file_descriptor_set()).unwrap()
}

#[test]
fn the_real_contracts_keep_the_rules() {
    assert_eq!(checks::problems(&descriptor_pool()), Vec::<String>::new());
}

#[test]
fn planted_breaches_are_found() {
    let pool = planted(
        r#"syntax = "proto3";
        package jobbro.planted.events.v1;
        import "jobbro/values/v1/options.proto";
        service Planted { rpc Open(Bare) returns (Bare); }
        message Bare { string name = 1; }
        message Nested { Bare bare = 1 [(jobbro.values.v1.field_class) = FIELD_CLASS_CODED]; }
        message Mixed {
          string id = 1 [(jobbro.values.v1.field_class) = FIELD_CLASS_CODED];
          string name = 2 [(jobbro.values.v1.field_class) = FIELD_CLASS_SEALED];
        }
        message Loose {
          map<string, string> notes = 1 [(jobbro.values.v1.field_class) = FIELD_CLASS_CODED];
          oneof arm { string left = 2 [(jobbro.values.v1.field_class) = FIELD_CLASS_CODED]; }
        }"#,
    );
    let found = checks::problems(&pool).join("\n");
    for expected in [
        "jobbro.planted.events.v1.Planted.Open has no permission",
        "jobbro.planted.events.v1.Bare.name has no field class",
        "jobbro.planted.events.v1.Mixed mixes coded and sealed fields",
        "jobbro.planted.events.v1.Mixed.name is sealed without a purpose",
        "jobbro.planted.events.v1.Loose.notes is a map",
        "jobbro.planted.events.v1.Loose.left stands in a oneof",
    ] {
        assert!(found.contains(expected), "{expected} is missing from:\n{found}");
    }
}

#[test]
fn days_and_months_survive_the_wire_and_false_ones_do_not() {
    let day = date(2016, 2, 29);
    assert_eq!(values::read_date(&values::date(day)), Some(day));
    let bad = |year, month, day| values::read_date(&values_v1::CivilDate { year, month, day });
    assert_eq!(bad(2015, 2, 29), None);
    assert_eq!(bad(0, 1, 1), None);
    assert_eq!(bad(70_000, 1, 1), None);
    let month = Month::of(day);
    assert_eq!(values::read_month(&values::month(month)), Some(month));
    assert_eq!(values::read_month(&values_v1::CivilMonth { year: 2016, month: 13 }), None);
}

#[test]
fn an_unknown_type_is_none_and_false_bytes_are_an_error() {
    use events::citizens::Event;
    assert!(matches!(Event::decode("jobbro.other.v1.Unknown", &[]), Ok(None)));
    assert!(Event::decode("jobbro.citizens.events.v1.BenefitStopped", &[0xff]).is_err());
    assert_eq!(Event::type_names().len(), 7);
}
