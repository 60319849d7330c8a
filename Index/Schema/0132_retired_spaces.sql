-- Since when a space is retired. After the grace time of content its vectors go, and what was cut for it alone (ContentCollector).
alter table space add column retired_at timestamptz;
update space set retired_at = now() where state = 'retired';
alter table space add check ((state = 'retired') = (retired_at is not null));
