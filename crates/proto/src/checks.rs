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

/// Every message that could be printed though it holds what is personal: a sealed field of an event, a text or day that
/// an event seals under the same name, or a message that does. `personal` are those that cannot be printed.
#[must_use]
pub fn printable(pool: &DescriptorPool, personal: &[&str]) -> Vec<String> {
    let ours: Vec<_> = pool.all_messages().filter(is_ours).collect();
    let fields = || ours.iter().flat_map(MessageDescriptor::fields);
    let sealed: Vec<FieldDescriptor> = fields().filter(|it| is_sealed(it, pool)).collect();
    let named_alike = |it: &FieldDescriptor| {
        // A code says nothing by its name alone: there `reason` is sealed, here it is not.
        it.kind().as_enum().is_none()
            && sealed
                .iter()
                .any(|sealed| sealed.kind().as_enum().is_none() && sealed.name() == it.name())
    };
    let sealed_here: Vec<_> =
        fields().filter(|it| is_sealed(it, pool) || named_alike(it)).collect();
    let mut holders: Vec<MessageDescriptor> =
        sealed_here.iter().map(|it| it.parent_message().clone()).collect();
    loop {
        let around =
            fields().filter(|it| it.kind().as_message().is_some_and(|it| holders.contains(it)));
        let around: Vec<_> = around.map(|it| it.parent_message().clone()).collect();
        let new: Vec<_> = around.into_iter().filter(|it| !holders.contains(it)).collect();
        if new.is_empty() {
            break;
        }
        holders.extend(new);
    }
    let known = |name: &str| personal.iter().any(|it| it.trim_start_matches('.') == name);
    let missing = holders.iter().map(MessageDescriptor::full_name).filter(|it| !known(it));
    let missing = missing.map(|it| format!("{it} holds personal data and could be printed"));
    let unknown =
        personal.iter().filter(|it| pool.get_message_by_name(it.trim_start_matches('.')).is_none());
    let unknown = unknown.map(|it| format!("{it} is no message"));
    let mut found: Vec<_> = missing.chain(unknown).collect();
    found.sort();
    found.dedup();
    found
}

/// The words that all share are no person's.
fn is_ours(message: &MessageDescriptor) -> bool {
    message.full_name().starts_with("jobbro.") && message.package_name() != "jobbro.values.v1"
}

fn is_sealed(field: &FieldDescriptor, pool: &DescriptorPool) -> bool {
    number(&field.options(), pool, "jobbro.values.v1.field_class") == 2
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
