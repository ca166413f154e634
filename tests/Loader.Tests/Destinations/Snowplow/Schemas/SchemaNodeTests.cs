using System.Text.Json;
using Loader.Destinations.Snowplow.Schemas;

namespace Loader.Tests.Destinations.Snowplow.Schemas;

/// <summary>JSON Schema of draft 4, word by word.</summary>
public sealed class SchemaNodeTests
{
    /// <summary>A schema, a value, and where it does not fit: a pointer, "" for the value itself, null where it fits.</summary>
    public static TheoryData<string, string, string?> Words => new()
    {
        { "{}", "1", null },
        { """{"type":"object"}""", "[]", "" },
        { """{"type":["string","null"]}""", "null", null },
        { """{"type":["string","null"]}""", "1", "" },
        { """{"type":"integer"}""", "12", null },
        { """{"type":"integer"}""", "12.0", "" }, // draft 4: a number written with a fraction is no integer
        { """{"type":"integer"}""", "1e2", "" },
        { """{"type":"number"}""", "12", null },
        { """{"type":"boolean"}""", "\"true\"", "" },
        { """{"enum":["a",1,null,{"x":[1]}]}""", """{"x":[1.0]}""", null },
        { """{"enum":["a",1]}""", "\"A\"", "" },
        { """{"const":"a"}""", "\"b\"", "" },
        { """{"minLength":2}""", "\"é\"", "" },
        { """{"maxLength":2}""", "\"😀😀\"", null }, // characters, not UTF-16 units
        { """{"maxLength":2}""", "\"😀😀😀\"", "" },
        { """{"maxLength":2}""", "12345", null },
        { """{"pattern":"^[A-Z]{2}$"}""", "\"IT\"", null },
        { """{"pattern":"[0-9]"}""", "\"a1b\"", null }, // found anywhere
        { """{"pattern":"^(?!x)"}""", "\"x\"", "" }, // looks ahead, which no linear matcher does
        { """{"pattern":"^a+$"}""", "\"b\"", "" },
        { """{"minimum":1}""", "1", null },
        { """{"minimum":1,"exclusiveMinimum":true}""", "1", "" },
        { """{"exclusiveMinimum":1}""", "1.5", null },
        { """{"maximum":10}""", "10.01", "" },
        { """{"maximum":9007199254740993}""", "9007199254740993", null },
        { """{"maximum":9007199254740992}""", "9007199254740993", "" }, // by digits, not by floating point
        { """{"maximum":1e400}""", "5", null },
        { """{"multipleOf":0.01}""", "4.35", null },
        { """{"multipleOf":0.01}""", "4.355", "" },
        { """{"format":"date-time"}""", "\"2013-06-13T13:20:10.250Z\"", null },
        { """{"format":"date-time"}""", "\"2013-06-13T13:20:10\"", "" },
        { """{"format":"date-time"}""", "\"2013-13-13T13:20:10Z\"", "" },
        { """{"format":"date"}""", "\"1980-12-10\"", null },
        { """{"format":"date"}""", "\"1980-02-30\"", "" },
        { """{"format":"time"}""", "\"25:00:00\"", "" },
        { """{"format":"email"}""", "\"mary\"", "" },
        { """{"format":"ipv4"}""", "\"1.2.3.4\"", null },
        { """{"format":"ipv4"}""", "\"1.2.3.256\"", "" },
        { """{"format":"ipv4"}""", "\"1\"", "" },
        { """{"format":"ipv6"}""", "\"::1\"", null },
        { """{"format":"ipv6"}""", "\"1.2.3.4\"", "" },
        { """{"format":"uri"}""", "\"https://shop.example/a b\"", null },
        { """{"format":"uri"}""", "\"/a\"", "" },
        { """{"format":"uuid"}""", "\"0b2f1f3e-6f2b-4b0e-9a57-0a2d7d0a3b55\"", null },
        { """{"format":"uuid"}""", "\"x\"", "" },
        { """{"format":"hostname"}""", "\"a..b\"", "" },
        { """{"format":"nobody-knows"}""", "\"x\"", null },
        { """{"minItems":1}""", "[]", "" },
        { """{"maxItems":1}""", "[1,2]", "" },
        { """{"uniqueItems":true}""", "[1,2,1.0]", "/2" },
        { """{"uniqueItems":false}""", "[1,1]", null },
        { """{"minProperties":1}""", "{}", "" },
        { """{"maxProperties":1}""", """{"a":1,"b":2}""", "" },
        { """{"required":["a","b"]}""", """{"a":null}""", "/b" },
        { """{"properties":{"a":{"type":"string"}}}""", """{"a":1}""", "/a" },
        { """{"properties":{"a":{"type":"string"}}}""", """{"b":1}""", null },
        { """{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"b":2}""", "/b" },
        { """{"additionalProperties":{"type":"integer"}}""", """{"a":1,"b":"2"}""", "/b" },
        { """{"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false}""", """{"x1":1}""", null },
        { """{"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false}""", """{"x1":"1"}""", "/x1" },
        { """{"items":{"type":"integer"}}""", "[1,\"2\"]", "/1" },
        { """{"items":[{"type":"integer"},{"type":"string"}]}""", "[1,2]", "/1" },
        { """{"items":[{"type":"integer"}],"additionalItems":false}""", "[1,2]", "/1" },
        { """{"items":[{"type":"integer"}],"additionalItems":{"type":"string"}}""", "[1,\"a\",2]", "/2" },
        { """{"dependencies":{"a":["b"]}}""", """{"a":1}""", "/b" },
        { """{"dependencies":{"a":{"required":["c"]}}}""", """{"a":1,"b":1}""", "/c" },
        { """{"dependencies":{"a":["b"]}}""", """{"c":1}""", null },
        { """{"allOf":[{"minimum":1},{"maximum":2}]}""", "3", "" },
        { """{"anyOf":[{"type":"string"},{"minimum":2}]}""", "1", "" },
        { """{"oneOf":[{"minimum":1},{"minimum":2}]}""", "3", "" },
        { """{"oneOf":[{"minimum":1},{"minimum":2}]}""", "1", null },
        { """{"not":{"type":"null"}}""", "null", "" },
        { """{"definitions":{"n":{"type":"integer"}},"properties":{"a":{"$ref":"#/definitions/n"}}}""", """{"a":"x"}""", "/a" },
        { """{"properties":{"more":{"$ref":"#"},"n":{"type":"integer"}}}""", """{"more":{"more":{"n":"x"}}}""", "/more/more/n" },
        { """{"properties":{"a/b":{"properties":{"c~d":{"type":"null"}}}}}""", """{"a/b":{"c~d":1}}""", "/a~1b/c~0d" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_value_fits_or_the_pointer_says_where_it_does_not(string schema, string value, string? pointer)
    {
        var node = Read(schema, out var problems, out _);
        using var json = JsonDocument.Parse(value);

        Assert.Empty(problems);
        Assert.Equal(pointer, node.Check(json.RootElement)?.Pointer);
    }

    [Theory]
    [InlineData("[]", "a schema is an object")]
    [InlineData("""{"type":"text"}""", "there is no type 'text'")]
    [InlineData("""{"maxLength":"five"}""", "'maxLength' cannot be read")]
    [InlineData("""{"pattern":"("}""", "'pattern' cannot be read")]
    [InlineData("""{"properties":{"a":true}}""", "a schema is an object")]
    [InlineData("""{"$ref":"iglu:com.acme/other/jsonschema/1-0-0"}""", "does not lead to a part of the same file")]
    [InlineData("""{"properties":{"a":{"$ref":"#/definitions/none"}}}""", "does not lead to a part of the same file")]
    public void A_schema_that_cannot_be_used_says_why(string schema, string why)
    {
        Read(schema, out var problems, out _);

        Assert.Contains(why, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_deeper_than_any_is_refused_and_ends()
    {
        Read(string.Concat(Enumerable.Repeat("""{"not":""", 62)) + "{}" + new string('}', 62), out var problems, out _);

        Assert.Equal(["it is nested too deeply"], problems);
    }

    [Fact]
    public void Words_that_draft_4_does_not_have_are_named_and_hold_nothing_up()
    {
        var node = Read("""{"self":{},"contains":{"type":"string"},"properties":{"a":{"if":{},"then":{}}}}""", out var problems, out var words);

        Assert.Empty(problems);
        Assert.Equal(["contains", "if", "then"], words);
        using var json = JsonDocument.Parse("[1]");
        Assert.True(node.Fits(json.RootElement));
    }

    private static SchemaNode Read(string schema, out IReadOnlyList<string> problems, out IReadOnlyList<string> notChecked)
    {
        using var json = JsonDocument.Parse(schema, new() { MaxDepth = 200 });
        return SchemaReader.Read(json.RootElement.Clone(), out problems, out notChecked);
    }
}
