create table ledger.subtree (
    level smallint not null check (level between 1 and 7),
    index bigint   not null check (index >= 0),
    hash  bytea    not null check (octet_length(hash) = 32),
    primary key (level, index)
);

comment on table ledger.subtree is
    'The roots of complete subtrees of 256^level leaves: what the tiles above the leaves are made of (C2SP tlog-tiles). '
    'Derived from the entries, and written in the transaction that completes each. Append-only.';
comment on column ledger.subtree.level is
    'The level of the tile that the hash stands in; level 0, the leaves, stands with the entries.';
comment on column ledger.subtree.index is
    'Its place within the level, from 0.';
comment on column ledger.subtree.hash is
    'The root over the leaves [index * 256^level, (index + 1) * 256^level).';

create table ledger.checkpoint (
    size         bigint      primary key check (size >= 0),
    note         text        not null check (octet_length(note) <= 65536),
    published_at timestamptz not null
);

comment on table ledger.checkpoint is
    'Every checkpoint that was signed, so that none can be signed that contradicts an earlier one. Append-only.';
comment on column ledger.checkpoint.size is
    'The number of entries that it speaks of.';
comment on column ledger.checkpoint.note is
    'The signed note as it is handed out (C2SP tlog-checkpoint).';
comment on column ledger.checkpoint.published_at is
    'When it was signed first.';

-- What was recorded before there were tiles: bottom up, each level from the one below.
do $$
declare
    below   int;
    parents bigint;
    hashes  bytea[];
begin
    for below in 0..6 loop
        select (case when below = 0 then (select size from ledger.head)
                     else (select count(*) from ledger.subtree where level = below) end) / 256
          into parents;
        for parent in 0..parents - 1 loop
            if below = 0 then
                select array_agg(leaf_hash order by position) into hashes
                  from ledger.entry
                 where position >= parent * 256 and position < (parent + 1) * 256;
            else
                select array_agg(hash order by index) into hashes
                  from ledger.subtree
                 where level = below and index >= parent * 256 and index < (parent + 1) * 256;
            end if;
            while cardinality(hashes) > 1 loop
                select array_agg(sha256('\x01'::bytea || hashes[2 * i - 1] || hashes[2 * i]) order by i) into hashes
                  from generate_series(1, cardinality(hashes) / 2) as i;
            end loop;
            insert into ledger.subtree (level, index, hash)
            values (below + 1, parent, hashes[1]);
        end loop;
    end loop;
end
$$;

create trigger append_only
    before update or delete or truncate on ledger.subtree
    for each statement execute function ledger.refuse_change();

create trigger append_only
    before update or delete or truncate on ledger.checkpoint
    for each statement execute function ledger.refuse_change();

alter table ledger.subtree enable always trigger append_only;
alter table ledger.checkpoint enable always trigger append_only;
