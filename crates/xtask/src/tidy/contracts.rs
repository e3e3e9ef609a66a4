//! Every RPC has a permission, every field of an event a class. The build script of `proto` asks the same; here it
//! is asked of what was really compiled in, and shown to bite.

use prost_reflect::DescriptorPool;

/// One sentence for each breach.
#[must_use]
pub fn problems(pool: &DescriptorPool) -> Vec<String> {
    proto::checks::problems(pool)
}

#[cfg(test)]
mod tests {
    use prost_reflect::{
        DescriptorPool,
        prost::Message as _,
        prost_types::{
            DescriptorProto, FieldDescriptorProto, FileDescriptorProto, MethodDescriptorProto,
            ServiceDescriptorProto,
            field_descriptor_proto::{Label, Type},
        },
    };

    use super::problems;

    /// The real contracts and one bad file beside them.
    fn with(bad: &FileDescriptorProto) -> DescriptorPool {
        let mut pool = DescriptorPool::decode(proto::DESCRIPTORS).unwrap();
        pool.decode_file_descriptor_proto(bad.encode_to_vec().as_slice()).unwrap();
        pool
    }

    fn message(name: &str, fields: &[&str]) -> DescriptorProto {
        let field = |(index, name): (usize, &&str)| FieldDescriptorProto {
            name: Some((*name).to_owned()),
            number: Some(i32::try_from(index).unwrap() + 1),
            label: Some(Label::Optional.into()),
            r#type: Some(Type::String.into()),
            ..Default::default()
        };
        let field = fields.iter().enumerate().map(field).collect();
        DescriptorProto { name: Some(name.to_owned()), field, ..Default::default() }
    }

    fn file(package: &str) -> FileDescriptorProto {
        FileDescriptorProto {
            name: Some("planted.proto".to_owned()),
            package: Some(package.to_owned()),
            syntax: Some("proto3".to_owned()),
            ..Default::default()
        }
    }

    #[test]
    fn the_real_contracts_have_no_problem() {
        assert_eq!(problems(&proto::descriptor_pool()), [""; 0]);
    }

    #[test]
    fn an_rpc_without_a_permission_is_found() {
        let method = MethodDescriptorProto {
            name: Some("Open".to_owned()),
            input_type: Some(".jobbro.planted.v1.Ask".to_owned()),
            output_type: Some(".jobbro.planted.v1.Ask".to_owned()),
            ..Default::default()
        };
        let service = ServiceDescriptorProto {
            name: Some("PlantedService".to_owned()),
            method: vec![method],
            ..Default::default()
        };
        let mut bad = file("jobbro.planted.v1");
        bad.message_type.push(message("Ask", &[]));
        bad.service.push(service);
        assert_eq!(
            problems(&with(&bad)),
            ["jobbro.planted.v1.PlantedService.Open has no permission"]
        );
    }

    #[test]
    fn an_event_field_without_a_class_is_found() {
        let mut bad = file("jobbro.planted.events.v1");
        bad.message_type.push(message("SomethingHappened", &["note"]));
        assert_eq!(
            problems(&with(&bad)),
            ["jobbro.planted.events.v1.SomethingHappened.note has no field class"]
        );
    }
}
