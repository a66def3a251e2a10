-- A treaty has several streams: its own, and one for each State's implementation of it. What the older rows lack is
-- known: until now every entry stood in the treaty's own stream.
alter table readmodel.act add column stream text collate "C";

update readmodel.act set stream = 'treaty/' || treaty;

alter table readmodel.act
    alter column stream set not null,
    drop constraint act_treaty_sequence_key,
    add unique (stream, sequence);
