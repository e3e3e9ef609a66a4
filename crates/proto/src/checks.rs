//! What a contract must say about itself: every RPC its permission, every field of an event its class.
//! Run by the build script on the real contracts, and by tests on planted bad ones.

use prost_reflect::{DescriptorError, DescriptorPool, FieldDescriptor, MessageDescriptor, Value};

/// Reads an encoded descriptor set with its extensions kept.
///
/// # Errors
/// When the bytes are no descriptor set.
pub fn pool(bytes: &[u8]) -> Result<DescriptorPool, DescriptorError> {
    DescriptorPool::decode(bytes)
}

/// Every breach of the contract rules, one sentence each. Empty when all is well.
#[must_use]
pub fn problems(pool: &DescriptorPool) -> Vec<String> {
    let mut found = Vec::new();
    for service in pool.services().filter(|it| it.full_name().starts_with("jobbro.")) {
        for method in service.methods() {
            if number(&method.options(), pool, "jobbro.values.v1.permission") == 0 {
                found.push(format!("{} has no permission", method.full_name()));
            }
        }
    }
    for message in pool.all_messages().filter(is_event) {
        check_message(&message, pool, &mut Vec::new(), &mut found);
    }
    found.sort();
    found.dedup();
    found
}

fn is_event(message: &MessageDescriptor) -> bool {
    message.full_name().starts_with("jobbro.") && message.package_name().contains(".events.")
}

fn check_message(
    message: &MessageDescriptor,
    pool: &DescriptorPool,
    above: &mut Vec<String>,
    found: &mut Vec<String>,
) {
    if above.iter().any(|it| it == message.full_name()) {
        return;
    }
    above.push(message.full_name().to_owned());
    let mut classes: Vec<i32> = Vec::new();
    for field in message.fields() {
        let class = number(&field.options(), pool, "jobbro.values.v1.field_class");
        classes.push(class);
        check_field(&field, class, pool, found);
        if let Some(inner) = field.kind().as_message() {
            // What lies inside a sealed field is sealed with it.
            if class != 2 {
                check_message(inner, pool, above, found);
            }
        }
    }
    if classes.contains(&1) && classes.contains(&2) {
        found.push(format!(
            "{} mixes coded and sealed fields; a sealed part is a message of its own",
            message.full_name()
        ));
    }
    above.pop();
}

fn check_field(
    field: &FieldDescriptor,
    class: i32,
    pool: &DescriptorPool,
    found: &mut Vec<String>,
) {
    let name = field.full_name();
    if class == 0 {
        found.push(format!("{name} has no field class"));
    }
    if class == 2 && number(&field.options(), pool, "jobbro.values.v1.purpose") == 0 {
        found.push(format!("{name} is sealed without a purpose"));
    }
    if field.is_map() {
        found.push(format!("{name} is a map; the order of its bytes is not fixed"));
    }
    if field.containing_oneof().is_some_and(|it| !it.is_synthetic()) {
        found.push(format!("{name} stands in a oneof; an unknown arm would be lost silently"));
    }
}

/// The value of an enum option; 0 when it is not set.
fn number(options: &prost_reflect::DynamicMessage, pool: &DescriptorPool, name: &str) -> i32 {
    let Some(extension) = pool.get_extension_by_name(name) else { return 0 };
    match options.get_extension(&extension).as_ref() {
        Value::EnumNumber(it) => *it,
        _ => 0,
    }
}
