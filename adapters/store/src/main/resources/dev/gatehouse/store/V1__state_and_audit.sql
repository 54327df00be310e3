create table state (
  space integer not null,
  key text not null,
  value blob not null,
  ends_at integer not null,
  unique (space, key)
);
create index state_by_end on state (space, ends_at);

create table lease (
  name text primary key,
  fence integer not null,
  ends_at integer not null
) without rowid;
create table fence (value integer not null);
insert into fence values (0);

create table audit_block (
  first_seq integer primary key,
  last_seq integer not null,
  first_time integer not null,
  last_time integer not null,
  count integer not null,
  previous_hash text not null,
  hash text not null,
  payload blob not null
);
create table audit_mark (
  kind text primary key,
  seq integer not null,
  hash text not null,
  bytes integer not null,
  open_from integer not null,
  signature text not null
) without rowid;

create table fact (name text primary key, value text not null) without rowid;
