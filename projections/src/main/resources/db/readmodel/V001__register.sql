-- The register as a projection: disposable, rebuilt from the log at will.
create table readmodel.checkpoint (
    projection text   primary key,
    version    int    not null,
    size       bigint not null check (size >= 0),   -- the number of entries applied; the next position
    frontier   bytea  not null                      -- of the tree over exactly those entries
);

create table readmodel.act (
    position    bigint      primary key check (position >= 0),
    treaty      text        not null,
    sequence    bigint      not null check (sequence >= 0),
    type        text        not null,
    recorded_at timestamptz not null,
    entry       bytea       not null,               -- the exact bytes of the log's entry
    unique (treaty, sequence)
);

create index act_by_type on readmodel.act (type, position);
create index act_by_treaty on readmodel.act (treaty, position);

create table readmodel.treaty (
    treaty   text   primary key,
    position bigint not null unique references readmodel.act (position)
);
