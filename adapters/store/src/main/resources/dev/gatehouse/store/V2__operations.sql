create table operation (
  id text primary key,
  owner text not null,
  resource text not null,
  idempotency text,
  active integer not null,
  created_at integer not null,
  document blob not null,
  credential blob
) without rowid;
create unique index operation_by_key on operation (idempotency) where idempotency is not null;
create unique index operation_by_resource on operation (resource) where active = 1;
create index operation_by_time on operation (created_at);
create index operation_by_owner on operation (owner, created_at);
