//! `docs/contracts.md`, made from the descriptors: every RPC with its permission, every event with its fields.

use std::fmt::Write as _;

use anyhow::Context as _;
use prost_reflect::{Cardinality, DescriptorPool, DynamicMessage, FieldDescriptor, Kind, Value};

use crate::workspace;

/// Where it stands.
pub const PATH: &str = "docs/contracts.md";

const HEAD: &str = "# Contracts\n\n\
    Made by `cargo xtask gen` from the folder `proto/`; do not edit. `cargo xtask tidy` fails when it is old.\n";

/// Whether the committed page is another than the contracts give.
///
/// # Errors
/// When it cannot be made.
pub fn problems(pool: &DescriptorPool) -> anyhow::Result<Vec<String>> {
    let committed = std::fs::read_to_string(workspace::root().join(PATH)).unwrap_or_default();
    let fresh = committed == text(pool)?;
    Ok(if fresh { Vec::new() } else { vec![format!("{PATH} is old; run cargo xtask gen")] })
}

/// Writes it.
///
/// # Errors
/// When it cannot be made or written.
pub fn write(pool: &DescriptorPool) -> anyhow::Result<()> {
    let path = workspace::root().join(PATH);
    std::fs::write(&path, text(pool)?).with_context(|| format!("cannot write {PATH}"))
}

fn text(pool: &DescriptorPool) -> anyhow::Result<String> {
    let mut page = HEAD.to_owned();
    for service in pool.services().filter(|it| it.full_name().starts_with("jobbro.")) {
        write!(page, "\n## {}\n\n| RPC | permission |\n| --- | --- |\n", service.full_name())?;
        for method in service.methods() {
            let needs = option(&method.options(), pool, "jobbro.values.v1.permission");
            writeln!(page, "| {} | {} |", method.name(), without(&needs, "PERMISSION_"))?;
        }
    }
    let mut events: Vec<_> = pool
        .all_messages()
        .filter(|it| {
            it.package_name().starts_with("jobbro.") && it.package_name().contains(".events.")
        })
        .collect();
    events.sort_by(|one, other| one.full_name().cmp(other.full_name()));
    for event in events {
        write!(
            page,
            "\n## {}\n\n| field | type | class |\n| --- | --- | --- |\n",
            event.full_name()
        )?;
        for field in event.fields() {
            let class = option(&field.options(), pool, "jobbro.values.v1.field_class");
            let purpose = option(&field.options(), pool, "jobbro.values.v1.purpose");
            let class = without(&class, "FIELD_CLASS_");
            let class = [class, without(&purpose, "PURPOSE_")].join(" ");
            writeln!(page, "| {} | {} | {} |", field.name(), type_of(&field), class.trim())?;
        }
    }
    Ok(page)
}

/// The name of an enum option's value; empty when it is not set.
fn option(options: &DynamicMessage, pool: &DescriptorPool, name: &str) -> String {
    let Some(extension) = pool.get_extension_by_name(name) else { return String::new() };
    let kind = extension.kind();
    match (options.get_extension(&extension).as_ref(), kind.as_enum()) {
        (Value::EnumNumber(number), Some(values)) if *number != 0 => {
            values.get_value(*number).map(|it| it.name().to_owned()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn without(name: &str, prefix: &str) -> String {
    name.trim_start_matches(prefix).to_lowercase()
}

fn type_of(field: &FieldDescriptor) -> String {
    let name = match field.kind() {
        Kind::Message(it) => it.full_name().to_owned(),
        Kind::Enum(it) => it.full_name().to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    let list = field.cardinality() == Cardinality::Repeated;
    if list { format!("repeated {name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn the_page_names_rpcs_with_permissions_and_events_with_classes() {
        let page = text(&proto::descriptor_pool()).unwrap();
        for line in [
            "## jobbro.citizens.v1.CitizenService",
            "| RegisterCitizen | register_citizen |",
            "## jobbro.citizens.events.v1.CitizenRegistered",
            "| citizen_id | string | coded |",
        ] {
            assert!(page.lines().any(|it| it == line), "{line:?} is not in\n{page}");
        }
        assert!(page.contains(" | sealed identity |"), "{page}");
    }
}
