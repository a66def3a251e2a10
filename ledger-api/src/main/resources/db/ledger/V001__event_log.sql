create schema if not exists ledger;

comment on schema ledger is
    'The precious part: the log of everything that the ledger has recorded. Written by PostgresEventLog alone.';

-- Collation "C" throughout: keys are compared byte by byte, and no new version of the system's collations can disorder
-- an index over rows that are never written again.

create table ledger.entry (
    position    bigint               primary key check (position >= 0),
    stream      text     collate "C" not null check (length(stream) between 1 and 200),
    sequence    bigint               not null check (sequence between 0 and 99999),
    recorded_at timestamptz          not null,
    command_id  text     collate "C" not null check (length(command_id) between 1 and 200),
    type        text     collate "C" not null,
    entry       bytea                not null check (octet_length(entry) <= 65535),
    leaf_hash   bytea                not null generated always as (sha256('\x00'::bytea || entry)) stored,
    unique (stream, sequence)
);

comment on table ledger.entry is
    'The log: one row an event, in the order of commits. Append-only.';
comment on column ledger.entry.position is
    'Its place in the whole log, from 0 without gaps; the index of its leaf in the Merkle tree.';
comment on column ledger.entry.stream is
    'The stream it belongs to, such as treaty/rome-statute.';
comment on column ledger.entry.sequence is
    'Its place in the stream, from 0 without gaps. A stream holds at most 100,000 events.';
comment on column ledger.entry.recorded_at is
    'When the ledger recorded it: later than the entry before it, by a microsecond at least.';
comment on column ledger.entry.command_id is
    'The idempotency key of the command that caused it; one command may cause several entries.';
comment on column ledger.entry.type is
    'The stable name of the event''s type.';
comment on column ledger.entry.entry is
    'The record itself: the exact bytes that are hashed and handed out. The other columns only index it.';
comment on column ledger.entry.leaf_hash is
    'The leaf''s hash (RFC 9162 section 2.1.1) as PostgreSQL computes it: a second opinion on ours.';

create table ledger.head (
    the_one     boolean     primary key default true check (the_one),
    size        bigint      not null check (size >= 0),
    frontier    bytea       not null check (octet_length(frontier) = 32 * bit_count(size::bit(64))),
    root        bytea       not null check (octet_length(root) = 32),
    recorded_at timestamptz check ((size = 0) = (recorded_at is null))
) with (fillfactor = 10); -- room in its one page for the versions that each append leaves behind

comment on table ledger.head is
    'The state of the whole log, in one row. Appends of all nodes queue on its lock.';
comment on column ledger.head.the_one is
    'Always true: there is one row.';
comment on column ledger.head.size is
    'The number of entries, and so the position of the next.';
comment on column ledger.head.frontier is
    'The roots of the complete subtrees, largest first, 32 bytes each: one for each bit set in the size.';
comment on column ledger.head.root is
    'The root of the Merkle tree over all entries (RFC 9162 section 2.1.1).';
comment on column ledger.head.recorded_at is
    'When the last entry was recorded; null while there is none.';

insert into ledger.head (size, frontier, root, recorded_at)
values (0, ''::bytea, sha256(''::bytea), null);

create table ledger.receipt (
    command_id     text   collate "C" primary key check (length(command_id) between 1 and 200),
    digest         text   collate "C" not null check (length(digest) <= 128),
    first_position bigint             not null check (first_position >= 0),
    last_position  bigint             not null check (last_position >= first_position),
    next_sequence  bigint             not null check (next_sequence > last_position - first_position),
    answer         text               not null check (octet_length(answer) <= 1048576)
);

comment on table ledger.receipt is
    'One row a recorded command, written in the transaction that recorded it. Append-only.';
comment on column ledger.receipt.command_id is
    'The command''s idempotency key.';
comment on column ledger.receipt.digest is
    'What the command said, hashed, in hexadecimal: the same id with another body can be told apart.';
comment on column ledger.receipt.first_position is
    'The position of its first entry.';
comment on column ledger.receipt.last_position is
    'The position of its last entry, included.';
comment on column ledger.receipt.next_sequence is
    'The stream''s version after it.';
comment on column ledger.receipt.answer is
    'What the command was answered; a repetition is answered the same.';

create function ledger.refuse_change() returns trigger
    language plpgsql as
$$
begin
    raise exception 'ledger.% is append-only: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation',
              hint = 'What is recorded stays recorded. Correct it with a new act.';
end
$$;

comment on function ledger.refuse_change() is
    'Refuses a statement that would change what is recorded, whoever sends it and however few rows it names.';

create function ledger.refuse_step_back() returns trigger
    language plpgsql as
$$
begin
    raise exception 'ledger.head only grows: from size % it cannot go to %', old.size, new.size
        using errcode = 'restrict_violation';
end
$$;

comment on function ledger.refuse_step_back() is
    'Refuses an update of the head that does not lead to a larger log and a later time.';

create trigger append_only
    before update or delete or truncate on ledger.entry
    for each statement execute function ledger.refuse_change();

create trigger append_only
    before update or delete or truncate on ledger.receipt
    for each statement execute function ledger.refuse_change();

create trigger never_removed
    before delete or truncate on ledger.head
    for each statement execute function ledger.refuse_change();

-- The condition is checked without calling the function, so an append pays next to nothing for it.
create trigger only_grows
    before update on ledger.head
    for each row
    when (new.size <= old.size or new.recorded_at <= old.recorded_at)
    execute function ledger.refuse_step_back();

-- Always: a session that plays the part of a replica does not get past them either.
alter table ledger.entry enable always trigger append_only;
alter table ledger.receipt enable always trigger append_only;
alter table ledger.head enable always trigger never_removed;
alter table ledger.head enable always trigger only_grows;
