fn main(){ let r = diurna_read::Reader::embedded().unwrap(); let t=std::time::Instant::now(); r.speed(); println!("{:?} wall per 200", t.elapsed()/100); }
