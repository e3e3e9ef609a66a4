//! Which images are used: public ones where the engine has them or can pull them, stand-ins where it cannot, and
//! one image of our own for each service. One that the environment names (as `JOBBRO_CITIZENS_IMAGE`) is taken as it
//! is.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context;
use servers::Tools;

use super::{
    command::piped,
    engine::{docker, has_image, pull},
    inputs::{Inputs, files},
    stand_ins::Workshop,
};
use crate::system::SERVICES;

/// The public images; `docker-compose.yml` and `deploy/images/Dockerfile` name the same ones.
const RUST: &str = "rust:1.95-bookworm";
const POSTGRES: &str = "postgres:18";
const NATS: &str = "nats:2.15";

/// What `docker-compose.yml` is told, as environment.
pub type Images = Vec<(String, String)>;

/// All of them, made or pulled where they are missing.
///
/// # Errors
/// When one can neither be had nor made.
pub fn ensure(root: &Path, folder: &Path, log: &Path) -> anyhow::Result<Images> {
    let shop = Workshop { root, folder, log };
    let tools = || Tools::find(root);
    let mut images = vec![
        named("POSTGRES", || public(POSTGRES, || shop.postgres(&tools()?)))?,
        named("NATS", || public(NATS, || shop.nats(&tools()?)))?,
    ];
    let files = files(root)?;
    let hash = Inputs::default().and_files(root, &files)?.hash();
    let mut rust = None;
    for service in SERVICES {
        let image = named(&service.to_uppercase(), || {
            let tag = format!("jobbro/{service}:{hash}");
            if has_image(&tag) {
                println!("  {tag}: nothing it is made from has changed");
                return Ok(tag);
            }
            let rust: &String = match &mut rust {
                Some(it) => it,
                none => none.insert(named("RUST", || public(RUST, || shop.rust()))?.1),
            };
            println!("  making {tag} with {rust}; the first time this takes some minutes");
            build(&shop, &files, &tag, rust, service)
                .with_context(|| format!("the image {tag} cannot be made"))?;
            Ok(tag)
        });
        images.push(image?);
    }
    Ok(images)
}

fn build(
    shop: &Workshop<'_>,
    files: &[PathBuf],
    tag: &str,
    rust: &str,
    service: &str,
) -> anyhow::Result<()> {
    let list = shop.folder.join("context.txt");
    let names: Vec<_> = files.iter().map(|it| it.to_string_lossy()).collect();
    std::fs::write(&list, names.join("\n"))?;
    let mut context = Command::new("tar");
    context.arg("-C").arg(shop.root).arg("-c").arg("--files-from").arg(&list);
    let (rust, service) = (format!("RUST_IMAGE={rust}"), format!("SERVICE={service}"));
    let mut build = docker(&["build", "--file", "deploy/images/Dockerfile"]);
    build.args(["--build-arg", &rust, "--build-arg", &service, "--tag", tag, "-"]);
    piped(&mut context, &mut build, shop.log)
}

/// The image that the environment names, or else this one.
fn named(
    what: &str,
    image: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<(String, String)> {
    let name = format!("JOBBRO_{what}_IMAGE");
    match std::env::var(&name) {
        Ok(given) => {
            println!("  {given}: given by {name}");
            Ok((name, given))
        }
        Err(_) => Ok((name, image()?)),
    }
}

/// The public image where there is one, else the stand-in.
fn public(name: &str, stand_in: impl FnOnce() -> anyhow::Result<String>) -> anyhow::Result<String> {
    if has_image(name) || pull(name) {
        println!("  {name}: the public image");
        return Ok(name.to_owned());
    }
    let tag =
        stand_in().with_context(|| format!("{name} cannot be pulled, nor a stand-in made"))?;
    println!("  {name} cannot be pulled here: {tag} stands in");
    Ok(tag)
}
