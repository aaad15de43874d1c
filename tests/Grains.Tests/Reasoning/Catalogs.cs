using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>Small hand-made catalogs of businesses that have nothing to do with each other.</summary>
internal static class Catalogs
{
    public static Catalog Library { get; } = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Version = "library-1",
        Tables =
        [
            Table("authors", 40, Key("id"), Names("name", "Jane Austen", "Karel Capek", "Stanislaw Lem"), Values("country", "England", "Poland", "Czechia")),
            Table("books", 200, Key("id"), Names("title", "Emma", "Solaris", "War with the Newts"), Number("author_id"), Number("pages"), Number("price", LogicalType.Number),
                Values("genre", "novel", "science fiction"), Date("published_on")),
            Table("loans", 900, Key("id"), Number("book_id"), Number("member_id"), Date("lent_on"), Date("returned_on", nullable: true)),
            Table("members", 80, Key("id"), Names("full_name", "Ada Byron", "Max Planck"), Values("city", "Prague", "Vienna"), Flag("is_active")),
        ],
        Relationships = [Reference("books", "author_id", "authors"), Reference("loans", "book_id", "books"), Reference("loans", "member_id", "members")],
    };

    public static Catalog Clinic { get; } = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Version = "clinic-1",
        Tables =
        [
            Table("wards", 6, Key("id"), Names("name", "Surgery", "Paediatrics"), Number("beds")),
            Table("doctors", 30, Key("id"), Names("full_name", "Dr Grey", "Dr House"), Number("ward_id"), Number("salary"), Number("supervisor_id")),
            Table("visits", 5000, Key("id"), Number("doctor_id"), Number("fee", LogicalType.Number), Values("status", "open", "closed", "cancelled"), Date("visited_on")),
        ],
        Relationships = [Reference("doctors", "ward_id", "wards"), Reference("doctors", "supervisor_id", "doctors"), Reference("visits", "doctor_id", "doctors")],
    };

    public static Catalog Cinema { get; } = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Version = "cinema-1",
        Tables =
        [
            Table("people", 300, Key("id"), Names("name", "Ida Lupino", "Orson Welles", "Agnes Varda"), Values("nationality", "France", "Japan"), Number("birth_year")),
            Table("films", 120, Key("id"), Names("title", "Outrage", "Vagabond"), Number("release_year"), Number("budget"), Number("director_id")),
            Table("castings", 700, Key("id"), Number("film_id"), Number("actor_id"), Values("part", "lead", "cameo")),
            Table("genres", 8, Key("id"), Names("name", "comedy", "drama")),
            Table("film_genres", 200, Key("id"), Number("film_id"), Number("genre_id")),
        ],
        Relationships =
        [
            Reference("films", "director_id", "people"), Reference("castings", "film_id", "films"), Reference("castings", "actor_id", "people"),
            Reference("film_genres", "film_id", "films"), Reference("film_genres", "genre_id", "genres"),
        ],
    };

    public static Catalog Airline { get; } = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Version = "airline-1",
        Tables =
        [
            Table("airports", 40, Key("id"), Names("city", "Oslo", "Madrid", "Nairobi")),
            Table("flights", 900, Key("id"), Number("origin_id"), Number("destination_id"), Number("price", LogicalType.Number), Values("status", "landed", "delayed"), Moment("departs_at")),
            Table("bookings", 4000, Key("id"), Number("flight_id"), Values("class", "economy", "business", "first"), Moment("booked_at")),
        ],
        Relationships = [Reference("flights", "origin_id", "airports"), Reference("flights", "destination_id", "airports"), Reference("bookings", "flight_id", "flights")],
    };

    /// <summary>No key: a trail has a row for each park it crosses.</summary>
    public static Catalog Trails { get; } = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Version = "trails-1",
        Tables = [Table("trails", 100, Values("trail_name", "Ridge", "Lake", "Canyon"), Number("length"), Values("park", "North Park", "Old Forest")) with { PrimaryKey = [] }],
    };

    /// <summary>A table called by its measure, a number column called a total, and rows without a name.</summary>
    public static Catalog Bakery { get; } = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Version = "bakery-1",
        Tables =
        [
            Table("shops", 12, Key("id"), Names("name", "Corner", "Station"), Number("rent")),
            Table("shop_sales", 4000, Key("id"), Number("shop_id"), Date("sold_on"), Number("sales", LogicalType.Number)),
            Table("orders", 900, Key("id"), Number("shop_id"), Number("total_amount", LogicalType.Number), Values("status", "paid", "open", "void"), Date("ordered_on")),
            Table("refunds", 60, Key("id"), Number("order_id"), Number("amount", LogicalType.Number), Date("refunded_on")),
        ],
        Relationships = [Reference("shop_sales", "shop_id", "shops"), Reference("orders", "shop_id", "shops"), Reference("refunds", "order_id", "orders")],
    };

    /// <summary>PostgreSQL: tables of one name in two schemas, of which statements find one by the bare name.</summary>
    public static Catalog Portal { get; } = new()
    {
        Source = "default",
        Dialect = "postgres",
        Version = "portal-1",
        Tables =
        [
            Table("sessions", 4000, Key("id"), Number("user_id"), Moment("started_at")) with { Schema = "auth", NeedsSchema = true },
            Table("users", 900, Key("id"), Names("email", "ada@example.org", "max@example.org")) with { Schema = "auth", NeedsSchema = true },
            Table("users", 80, Key("id"), Names("full_name", "Ada Byron", "Max Planck"), Names("login", "ada", "max")) with { Schema = "public" },
        ],
        Relationships = [Reference("auth.sessions", "user_id", "auth.users")],
    };

    private static CatalogTable Table(string name, long rows, params CatalogColumn[] columns) =>
        new() { Schema = "main", Name = name, RowCount = rows, Columns = [.. columns], PrimaryKey = [columns[0].Name] };

    private static CatalogRelationship Reference(string from, string column, string to) =>
        new() { FromTable = from, FromColumns = [column], ToTable = to, ToColumns = ["id"] };

    private static CatalogColumn Key(string name) => new() { Name = name, Type = LogicalType.Integer };

    private static CatalogColumn Number(string name, LogicalType type = LogicalType.Integer) => new() { Name = name, Type = type };

    private static CatalogColumn Flag(string name) => new() { Name = name, Type = LogicalType.Boolean };

    private static CatalogColumn Date(string name, bool nullable = false) => new() { Name = name, Type = LogicalType.Date, Nullable = nullable };

    private static CatalogColumn Moment(string name) => new() { Name = name, Type = LogicalType.Timestamp };

    private static CatalogColumn Names(string name, params string[] samples) => new()
    {
        Name = name,
        DeclaredType = "text",
        Type = LogicalType.Text,
        Profile = new() { SampledRows = samples.Length, Distinct = samples.Length, Samples = [.. samples] },
    };

    private static CatalogColumn Values(string name, params string[] values) => new()
    {
        Name = name,
        DeclaredType = "text",
        Type = LogicalType.Text,
        Profile = new() { SampledRows = 100, Distinct = values.Length, Values = [.. values.Select(value => new ValueCount { Value = value, Count = 10 })] },
    };
}
