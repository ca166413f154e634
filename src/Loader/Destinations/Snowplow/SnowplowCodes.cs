using Loader.Mappings.Findings;

namespace Loader.Destinations.Snowplow;

/// <summary>What can be wrong with an event for Snowplow, found in the mapping where possible, else in the row.</summary>
public static class SnowplowCodes
{
    public static readonly FindingCode UnknownType = new(
        "SNP001",
        Severity.Error,
        "an event of a type that Snowplow does not have",
        """
        event.type is one of page_view, page_ping, struct_event, self_describing, screen_view, transaction and transaction_item, the same for every
        row. For rows of several types write events: with a when: for each.
        """);

    public static readonly FindingCode UnknownField = new(
        "SNP002",
        Severity.Error,
        "a field that this type of event does not have",
        """
        The collector answers 200 to a parameter it does not know, and the pipeline then drops every event of that request. Own values belong
        into the data of a self_describing event or into entities.
        """);

    public static readonly FindingCode MissingField = new(
        "SNP003",
        Severity.Error,
        "a field that this type of event needs is missing or empty",
        "Without it the pipeline fails the event, after the collector has answered 200.");

    public static readonly FindingCode WrongType = new(
        "SNP004", Severity.Error, "a field has a type that its parameter does not take", "Convert it in the mapping: … | decimal, … | integer, … | text");

    public static readonly FindingCode BadValue = new(
        "SNP005",
        Severity.Error,
        "a value that the pipeline would fail the event for",
        """
        Lengths, ranges and forms are the pipeline's: whole numbers of 32 bits, UUIDs in canonical form, sizes as 1366x768, currencies of three
        letters, known platforms, addresses that can be read. The collector answers 200 to all of them, so they are checked here.
        """);

    public static readonly FindingCode BadTimestamp = new(
        "SNP006",
        Severity.Error,
        "a timestamp that is not a time, or a number whose unit nobody gave",
        """
        Best is a time: declare the column as time(…). A number needs timestamp_unit: s, ms or us under to.snowplow. An event without a time fails:
        the pipeline would take the moment of the load for it.
        """);

    public static readonly FindingCode BadSchema = new(
        "SNP007",
        Severity.Error,
        "a schema that is not an Iglu address",
        "iglu:VENDOR/NAME/jsonschema/1-0-0: vendor of letters, digits, '-', '_' and '.', name without dots, version of three numbers.");

    public static readonly FindingCode BadData = new(
        "SNP008",
        Severity.Error,
        "data that a self-describing event cannot hold",
        "Data is an object, not deeper than 37 levels; with flat: true it holds no objects. Names that differ only in their type suffix collide.");

    public static readonly FindingCode BadSuffix = new(
        "SNP009",
        Severity.Error,
        "a value that does not fit the type its name ends in",
        """
        $int: a whole number; $flt: a number; $geo: latitude (-90 to 90), then longitude (-180 to 180); $dt: days, $tm or $ts: seconds, $tms:
        milliseconds since 1970, in the years 1 to 9999. Lists hold such values. suffixes: keep under to.snowplow sends names and values as they are.
        """);

    public static readonly FindingCode NoKey = new(
        "SNP010",
        Severity.Error,
        "a row without a key has no event_id",
        "event_id is derived from the row's key, so that the same row always gets the same one.");

    public static readonly FindingCode TooLarge = new(
        "SNP011",
        Severity.Error,
        "an event that is too large",
        """
        The collector answers 200 to an event that does not fit into its stream and drops it later. The limit is bytes_per_event under to.snowplow; by
        GET an event must fit into a request line of 16,000 bytes.
        """);

    public static readonly FindingCode RefusedBySchema = new(
        "SNP012",
        Severity.Error,
        "data that its schema does not take",
        """
        The data was held to the schema of that address in the folder schemas: under to.snowplow, and the message says where it does not fit, as a
        JSON pointer. In the pipeline it would become a failed event, after a 200.
        """);

    public static readonly FindingCode UnknownSchema = new(
        "SNP013",
        Severity.Error,
        "a schema that the folder of schemas does not have",
        "Schemas lie as in a static Iglu registry: VENDOR/NAME/jsonschema/1-0-0. With unknown_schemas: note data without a schema is sent unchecked.");

    public static readonly FindingCode BrokenSchema = new(
        "SNP014",
        Severity.Error,
        "a schema that cannot be used",
        "The file is not JSON, no JSON Schema of draft 4, or calls itself by another name than its path does.");

    public static readonly FindingCode UncheckedSchema = new(
        "SNP015",
        Severity.Warning,
        "data that is not held to all of a schema",
        "The folder has no such schema, and unknown_schemas: note lets it pass; or the schema has words that neither Loader nor the pipeline checks.");

    public static readonly IReadOnlyList<FindingCode> All =
    [
        UnknownType, UnknownField, MissingField, WrongType, BadValue, BadTimestamp, BadSchema, BadData, BadSuffix, NoKey, TooLarge, RefusedBySchema, UnknownSchema, BrokenSchema,
        UncheckedSchema,
    ];
}
