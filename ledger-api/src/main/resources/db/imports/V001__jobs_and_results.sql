-- Files of acts on their way into the log. Nothing here is the record: the log is, and these rows can be lost with no loss to it.

create table imports.job (
    id         uuid        primary key,
    sequence   bigint      generated always as identity unique,      -- jobs run one after the other, in this order
    key        text        not null unique,                          -- the idempotency key of the upload
    digest     text        not null,
    actor      text        not null,
    office     text        not null,
    dry_run    boolean     not null,
    state      text        not null check (state in ('queued', 'running', 'done', 'failed')),
    total      int         not null check (total > 0),
    file       bytea,                                                -- kept until the job has ended
    failure    text,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at   timestamptz
);

create table imports.result (
    job     uuid  not null references imports.job (id) on delete cascade,
    line    int   not null,
    outcome text  not null,
    answer  text  not null,                                          -- JSON
    primary key (job, line)
);
