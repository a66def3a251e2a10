-- A generation is a whole set of rows. A rebuild makes the next one beside the live one and puts it in its place, with
-- its number, by which whoever keeps something of the old one in memory knows to forget it.
alter table readmodel.checkpoint
    add column generation bigint not null default 1 check (generation > 0);
