using System.Text.Json.Nodes;
using Loader.Destinations;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Tests.Sources;

namespace Loader.Tests.Destinations.Snowplow.Schemas;

/// <summary>Data is held to the schemas of a folder before it leaves.</summary>
public sealed class SchemaCheckTests : IDisposable
{
    private const string Game = "iglu:com.example/save-game/jsonschema/1-0-0";
    private const string User = "iglu:com.acme/user/jsonschema/2-0-1";

    private readonly SnowplowContractTests shared = new();
    private readonly TemporaryFolder folder = new();

    public SchemaCheckTests()
    {
        Add(Game, """
            {"self":{"vendor":"com.example","name":"save-game","format":"jsonschema","version":"1-0-0"},"type":"object",
             "properties":{"level":{"type":"integer","maximum":99},"tags":{"type":"array","items":{"type":"string","maxLength":3}}},
             "required":["level"],"additionalProperties":false}
            """);
        Add(User, """{"type":"object","properties":{"tier":{"enum":["gold","silver"]}},"required":["tier"]}""", ending: ".json");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"level":23,"tags":["a","ü"]}""", null)]
    [InlineData("""{"level":100}""", "data/level is above 99")]
    [InlineData("""{"level":4.5}""", "data/level is a number, not integer")]
    [InlineData("""{"level":"23"}""", "data/level is a text, not integer")]
    [InlineData("""{"tags":[]}""", "data/level is missing")]
    [InlineData("""{"level":1,"tags":["a","long"]}""", "data/tags/1 has not at most 3 characters")]
    [InlineData("""{"level":1,"lvl":2}""", "data/lvl is not a property of its schema")]
    public void Data_that_its_schema_refuses_fails_its_row_with_the_place(string data, string? why)
    {
        foreach (var how in (string[])["slots", "whole", "constants"])
        {
            foreach (var base64 in (string[])["true", "false"])
            {
                var (packing, body, _, _) = shared.Pack(Event(Game, data, how), At(("base64", base64)));

                if (why is null)
                {
                    Assert.IsType<Packing.Ready>(packing);
                    continue;
                }

                var broken = Assert.IsType<Packing.Broken>(packing);
                Assert.Equal(SnowplowCodes.RefusedBySchema, broken.Problem.Code);
                Assert.Equal($"{why} ({Game})", broken.Problem.Message);
                Assert.Equal("data", broken.Field);
                Assert.Empty(body);
            }
        }
    }

    [Fact]
    public void What_is_checked_is_what_leaves_after_type_suffixes()
    {
        var row = Event(Game, """{"level$int":23.0}""", "slots");

        Assert.IsType<Packing.Ready>(shared.Pack(row, At()).Packing);
        Assert.IsType<Packing.Broken>(shared.Pack(row, At(("suffixes", "keep"))).Packing);
    }

    [Theory]
    [InlineData("slots")]
    [InlineData("whole")]
    public void Entities_are_held_to_theirs(string how)
    {
        var (good, _, _, _) = shared.Pack(Page("gold", how), At());
        var (bad, _, _, _) = shared.Pack(Page("tin", how), At());

        Assert.IsType<Packing.Ready>(good);
        var broken = Assert.IsType<Packing.Broken>(bad);
        Assert.Equal($"entities[0].data/tier is none of the values that its schema lists ({User})", broken.Problem.Message);
    }

    [Theory]
    [InlineData("fail", true)]
    [InlineData("note", false)]
    public void A_schema_that_the_folder_does_not_have_is_an_error_or_a_note_as_the_mapping_says(string says, bool fails)
    {
        const string Other = "iglu:com.example/save-game/jsonschema/1-0-1";
        var destination = At(("unknown_schemas", says));

        var finding = Assert.Single(shared.Findings(Event(Other, "{}", "constants"), destination));
        var row = new ShapeBuilder().Constant("type", "self_describing").Slot("timestamp", Value.OfTime(1, 0)).Slot("schema", Other).Slot(
            "data", Value.Of(new ValueObject([])));
        var (packing, _, _, _) = shared.Pack(row, destination);

        Assert.Equal(
            (fails ? SnowplowCodes.UnknownSchema : SnowplowCodes.UncheckedSchema, fails ? Severity.Error : Severity.Warning), (finding.Code, finding.Severity));
        Assert.Equal(fails, packing is Packing.Broken { Problem.Code.Id: "SNP013" });
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"type":"text"}""", "there is no type 'text'")]
    [InlineData("""{"self":{"vendor":"com.example","name":"other","format":"jsonschema","version":"1-0-0"}}""", "it calls its name 'other'")]
    public void A_file_that_is_no_schema_of_that_name_is_found_before_the_first_row(string content, string why)
    {
        Add("iglu:com.example/broken/jsonschema/1-0-0", content);

        var finding = Assert.Single(shared.Findings(Event("iglu:com.example/broken/jsonschema/1-0-0", "{}", "constants"), At()));

        Assert.Equal(SnowplowCodes.BrokenSchema, finding.Code);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_nobody_checks_are_said_once_and_nothing_is_held_up()
    {
        Add("iglu:com.example/newer/jsonschema/1-0-0", """{"propertyNames":{"pattern":"^a"}}""");

        var finding = Assert.Single(shared.Findings(Event("iglu:com.example/newer/jsonschema/1-0-0", """{"b":1}""", "constants"), At()));

        Assert.Equal(SnowplowCodes.UncheckedSchema, finding.Code);
        Assert.Contains("propertyNames", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schemas")]
    [InlineData("")]
    public void A_registry_is_found_by_itself_or_by_its_folder_of_schemas(string under)
    {
        using var registry = new TemporaryFolder();
        var file = Path.Combine(registry.PathOf(under), "com.acme", "user", "jsonschema", "2-0-1");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, """{"required":["tier"]}""");
        var destination = shared.With(("schemas", registry.PathOf("")), ("unknown_schemas", "fail"));

        Assert.IsType<Packing.Broken>(shared.Pack(Event(User, "{}", "slots"), destination).Packing);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_before_the_first_row()
    {
        FindingList findings = [];
        shared.Kind.Configure(Settings.Section(findings, ("endpoint", "https://collector.example.com"), ("schemas", folder.PathOf("none"))));

        Assert.Contains(findings, finding => finding.Message.Contains("there is no folder", StringComparison.Ordinal));
    }

    [Fact]
    public void The_official_schemas_are_read_without_a_complaint()
    {
        var official = new Loader.Destinations.Snowplow.Schemas.SchemaFolder(Path.Combine(AppContext.BaseDirectory, "Destinations", "Snowplow", "schemas"));

        foreach (var uri in (string[])
        [
            "com.snowplowanalytics.mobile/screen_view/jsonschema/1-0-0", "com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4",
            "com.snowplowanalytics.snowplow/geolocation_context/jsonschema/1-1-0", "com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0",
            "com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1", "com.snowplowanalytics.snowplow/atomic/jsonschema/1-0-0",
        ])
        {
            var file = official.Find("iglu:" + uri);
            Assert.True(
                file is { Schema: not null, Problems: [], NotChecked: [] },
                $"{uri}: {string.Join("; ", file?.Problems ?? ["not there"])} {string.Join(", ", file?.NotChecked ?? [])}");
        }
    }

    private static ShapeBuilder Event(string schema, string data, string how) => how == "whole"
        ? Recorded.WholeEvent(Fields(schema, data))
        : Recorded.Event(Fields(schema, data), constants: how == "constants");

    private static JsonObject Fields(string schema, string data) =>
        new() { ["type"] = "self_describing", ["timestamp"] = JsonNode.Parse("1000"), ["schema"] = schema, ["data"] = JsonNode.Parse(data) };

    private static ShapeBuilder Page(string tier, string how)
    {
        var fields = new JsonObject
        {
            ["type"] = "page_view",
            ["timestamp"] = JsonNode.Parse("1000"),
            ["page_url"] = "https://shop.example/",
            ["entities"] = JsonNode.Parse($$$"""[{"schema":"{{{User}}}","data":{"tier":"{{{tier}}}"}}]"""),
        };
        return how == "whole" ? Recorded.WholeEvent(fields) : Recorded.Event(fields, constants: false);
    }

    private IDestination At(params (string Name, string Text)[] settings) =>
        shared.With([("schemas", folder.PathOf("")), ("timestamp_unit", "ms"), .. settings]);

    private void Add(string uri, string schema, string ending = "")
    {
        var file = Path.Combine([folder.PathOf(""), .. uri["iglu:".Length..].Split('/')]) + ending;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, schema);
    }
}
