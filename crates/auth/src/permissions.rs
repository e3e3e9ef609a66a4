//! What each RPC asks of its caller, read once from the contracts' own options.

use std::collections::HashMap;

use prost_reflect::{DescriptorPool, MethodDescriptor, Value};
use proto::values_v1::Permission;

/// Needs no token: health and reflection tell nothing about anybody.
const OPEN: [&str; 3] = [
    "grpc.health.v1.Health/",
    "grpc.reflection.v1.ServerReflection/",
    "grpc.reflection.v1alpha.ServerReflection/",
];

/// What a path needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// No token.
    Open,
    /// A role that grants this.
    Needs(Permission),
    /// Nobody may: the contract has no permission for it.
    Closed,
    /// There is no such method in the contracts.
    Unknown,
}

/// The permission of every RPC.
pub struct Permissions(HashMap<String, Access>);

impl Permissions {
    /// Those of our contracts.
    #[must_use]
    pub fn ours() -> Self {
        Self::of(&proto::descriptor_pool())
    }

    /// Those of these descriptors.
    #[must_use]
    pub fn of(pool: &DescriptorPool) -> Self {
        let methods = pool.services().flat_map(|it| it.methods().collect::<Vec<_>>());
        Self(methods.map(|it| (path(&it), access(&it, pool))).collect())
    }

    /// What a request path (`/package.Service/Method`) needs. Default deny.
    #[must_use]
    pub fn access(&self, path: &str) -> Access {
        let path = path.strip_prefix('/').unwrap_or(path);
        if OPEN.iter().any(|it| path.starts_with(it)) {
            return Access::Open;
        }
        self.0.get(path).copied().unwrap_or(Access::Unknown)
    }

    /// Every method of the contracts, as `jobbro.citizens.v1.CitizenService/GetCitizen`.
    pub fn methods(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn path(method: &MethodDescriptor) -> String {
    format!("{}/{}", method.parent_service().full_name(), method.name())
}

fn access(method: &MethodDescriptor, pool: &DescriptorPool) -> Access {
    let option = pool.get_extension_by_name("jobbro.values.v1.permission");
    let number = option.map_or(0, |it| match method.options().get_extension(&it).as_ref() {
        Value::EnumNumber(it) => *it,
        _ => 0,
    });
    match Permission::try_from(number) {
        Ok(Permission::Unspecified) | Err(_) => Access::Closed,
        Ok(permission) => Access::Needs(permission),
    }
}

#[cfg(test)]
mod tests {
    use prost_reflect::prost_types::{
        FileDescriptorProto, MethodDescriptorProto, ServiceDescriptorProto,
    };

    use super::*;

    #[test]
    fn every_rpc_of_the_contracts_needs_a_permission_that_somebody_has() {
        let permissions = Permissions::ours();
        assert!(permissions.methods().count() >= 11);
        for method in permissions.methods() {
            let Access::Needs(permission) = permissions.access(&format!("/{method}")) else {
                panic!("{method}");
            };
            assert!(!crate::grants(permission).is_empty(), "{method}");
        }
    }

    #[test]
    fn a_method_without_the_option_is_closed() {
        let mut pool = proto::descriptor_pool();
        let method = MethodDescriptorProto {
            name: Some("Forgotten".into()),
            input_type: Some(".jobbro.log.v1.Token".into()),
            output_type: Some(".jobbro.log.v1.Token".into()),
            ..Default::default()
        };
        pool.add_file_descriptor_proto(FileDescriptorProto {
            name: Some("planted.proto".into()),
            package: Some("planted".into()),
            dependency: vec!["jobbro/log/v1/service.proto".into()],
            service: vec![ServiceDescriptorProto {
                name: Some("S".into()),
                method: vec![method],
                ..Default::default()
            }],
            ..Default::default()
        })
        .unwrap();
        assert_eq!(Permissions::of(&pool).access("/planted.S/Forgotten"), Access::Closed);
    }

    #[test]
    fn only_health_and_reflection_are_open_and_nothing_near_them() {
        let permissions = Permissions::ours();
        for (path, access) in [
            ("/grpc.health.v1.Health/Check", Access::Open),
            ("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Access::Open),
            ("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", Access::Open),
            ("/grpc.health.v1.HealthX/Check", Access::Unknown),
            ("/jobbro.citizens.v1.CitizenService/getCitizen", Access::Unknown),
            ("/jobbro.citizens.v1.CitizenService/GetCitizen/", Access::Unknown),
            ("/", Access::Unknown),
            (
                "/jobbro.citizens.v1.CitizenService/GetCitizen",
                Access::Needs(Permission::ViewCitizen),
            ),
        ] {
            assert_eq!(permissions.access(path), access, "{path}");
        }
    }
}
