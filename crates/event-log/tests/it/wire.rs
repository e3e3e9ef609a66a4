//! A wire to Postgres that can be made to talk nonsense.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub struct Wire {
    pub port: u16,
    garbled: watch::Sender<bool>,
    met: Arc<AtomicUsize>,
}

impl Wire {
    /// Listens before that server.
    pub async fn before(server: &PgConnectOptions) -> Self {
        let target = (server.get_host().to_owned(), server.get_port());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (garbled, told) = watch::channel(false);
        let met = Arc::new(AtomicUsize::new(0));
        let counted = met.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *told.borrow() {
                    counted.fetch_add(1, SeqCst);
                }
                tokio::spawn(carry(client, target.clone(), told.clone()));
            }
        });
        Self { port, garbled, met }
    }

    /// From now on nothing but nonsense, also on connections that are open; or sense again.
    pub fn garble(&self, garbled: bool) {
        self.garbled.send_replace(garbled);
    }

    /// Connections that met nonsense.
    pub fn met(&self) -> usize {
        self.met.load(SeqCst)
    }
}

async fn carry(mut client: TcpStream, target: (String, u16), mut told: watch::Receiver<bool>) {
    if !*told.borrow() {
        let mut server = TcpStream::connect(target).await.unwrap();
        tokio::select! {
            _ = tokio::io::copy_bidirectional(&mut client, &mut server) => return,
            _ = told.wait_for(|it| *it) => {}
        }
    }
    // No message of a Postgres server begins with this letter.
    let _ = client.write_all(b"?\0\0\0\x08nonsense").await;
    let _ = client.shutdown().await;
}
