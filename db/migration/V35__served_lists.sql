-- Lists that were served to users, for a day: their next pages have no item of them again. A list is erased with its user.
create table served_lists (
    user_id   integer     not null references users on delete cascade,
    -- What the id of the list contains.
    content   bigint      not null,
    served_at timestamptz not null,
    -- The first page of a list with several pages; null for the first page itself, which has the query and the items of all pages.
    first_page bigint,
    query     jsonb,
    item_ids  text[],
    primary key (user_id, content),
    foreign key (user_id, first_page) references served_lists on delete cascade,
    check ((first_page is null) = (query is not null)),
    check ((first_page is null) = (item_ids is not null))
);
create index served_lists_served_at on served_lists (served_at);
create index served_lists_first_page on served_lists (user_id, first_page) where first_page is not null;
