using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Loader.Destinations;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Http;

/// <summary>What requests look like.</summary>
public sealed class HttpRequestTests
{
    private static ShapeBuilder Row(string name = "ann") => new ShapeBuilder().Slot("name", name).Slot("user.id", Value.Of(7)).Constant("kind", "a");

    [Theory]
    [InlineData("object", """{"name":"ann","user":{"id":7},"kind":"a"}""", "application/json")]
    [InlineData("form", "name=ann%26b%3D%C3%A9&kind=a", "application/x-www-form-urlencoded")]
    public void One_event_is_one_body(string body, string expected, string type)
    {
        var row = body == "form" ? new ShapeBuilder().Slot("name", "ann&b=é").Slot("nothing", Value.Null).Constant("kind", "a") : Row();

        var request = Endpoints.Request(Endpoints.Of("body: " + body), row);

        Assert.Equal(expected, request.Body);
        Assert.Equal(type, request.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("array", """[{"name":"a","user":{"id":7},"kind":"a"},{"name":"b","user":{"id":7},"kind":"a"}]""", "application/json")]
    [InlineData("ndjson", "{\"name\":\"a\",\"user\":{\"id\":7},\"kind\":\"a\"}\n{\"name\":\"b\",\"user\":{\"id\":7},\"kind\":\"a\"}\n", "application/x-ndjson")]
    [InlineData(
        "{ key: \"${SECRET}\", n: 12.50, zip: \"007\", on: true, none: null, list: [1, x], in: { events: = events }, last: 1 }",
        """{"key":"hush-hush-17","n":12.50,"zip":"007","on":true,"none":null,"list":[1,"x"],"in":{"events":[{"name":"a","user":{"id":7},"kind":"a"},{"name":"b","user":{"id":7},"kind":"a"}]},"last":1}""",
        "application/json")]
    public void Several_events_share_a_body(string body, string expected, string type)
    {
        var request = Endpoints.Request(Endpoints.Of("body: " + body), Row("a"), Row("b"));

        Assert.Equal(expected, request.Body);
        Assert.Equal(type, request.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("a b", "https://api.example.com/v1/a%20b/events?of=7")]
    [InlineData("../admin?x=1#y", "https://api.example.com/v1/..%2Fadmin%3Fx%3D1%23y/events?of=7")]
    [InlineData("é", "https://api.example.com/v1/%C3%A9/events?of=7")]
    [InlineData("%2e", "https://api.example.com/v1/%252e/events?of=7")]
    public void What_rows_put_into_an_address_stays_in_its_place(string name, string expected)
    {
        var request = Endpoints.Request(Endpoints.Of("url: 'https://api.example.com/v1/{= name}/events?of={= user.id}'"), Row(name));

        Assert.Equal(expected, request.Url!.OriginalString);
        Assert.Equal(expected, request.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_part_that_would_change_the_address_fails_its_row(string name) =>
        Assert.Equal("HTTP003", BrokenCode("url: 'https://api.example.com/{= name}/x'", Row(name)));

    [Theory]
    [InlineData(15_900, null)]
    [InlineData(16_000, "HTTP003")]
    [InlineData(200_000, "HTTP003")]
    public void An_address_that_nobody_reads_fails_its_row(int length, string? code) =>
        Assert.Equal(code, BrokenCode("url: 'https://api.example.com/{= name}'", Row(new string('x', length))));

    [Theory]
    [InlineData("max_event_bytes: 200", 200)]
    [InlineData("batch: { bytes: 300 }", 300)]
    [InlineData("body: array\nbatch: { bytes: 300 }", 298)]
    [InlineData("body: { a: 1, events: = events }\nbatch: { bytes: 300 }", 281)]
    public void An_event_has_as_many_bytes_as_may_leave_and_not_one_more(string yaml, int most)
    {
        var empty = Endpoints.Pack(Endpoints.Of(""), Row("")).Body.Length;

        Assert.Null(BrokenCode(yaml, Row(new string('x', most - empty))));
        Assert.Equal("HTTP002", BrokenCode(yaml, Row(new string('x', most - empty + 1))));
    }

    [Theory]
    [InlineData("a\r\nX-Admin: 1")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("a\u0000")]
    public void A_header_cannot_begin_another(string name) => Assert.Equal("HTTP003", BrokenCode("headers: { X-Name: = name }", Row(name)));

    [Fact]
    public void Headers_are_constant_or_of_the_event()
    {
        var request = Endpoints.Request(Endpoints.Of("headers: { X-Name: = name, X-Source: loader, Content-Type: application/vnd.x+json }"), Row());

        Assert.Equal("ann", request.Headers["X-Name"]);
        Assert.Equal("loader", request.Headers["X-Source"]);
        Assert.Equal("application/vnd.x+json", request.Headers["Content-Type"]);
    }

    [Fact]
    public void Events_of_different_addresses_never_share_a_request_and_those_of_one_keep_their_order()
    {
        var destination = Endpoints.Of("url: 'https://api.example.com/{= name}'\nbody: array");

        Assert.True(destination.Protocol.Framing.OneLanePerRequest);
        Assert.Equal(Endpoints.Pack(destination, Row("a")).Packed.Lane, Endpoints.Pack(destination, Row("a"), "other").Packed.Lane);
        Assert.NotEqual(Endpoints.Pack(destination, Row("a")).Packed.Lane, Endpoints.Pack(destination, Row("b")).Packed.Lane);
    }

    [Theory]
    [InlineData("body: array\nbatch: { by: name }", true)]
    [InlineData("body: array\nin_order: name", false)]
    [InlineData("in_order: = name | upper", false)]
    public void Order_is_kept_within_what_the_mapping_names(string yaml, bool apart)
    {
        var destination = Endpoints.Of(yaml);

        Assert.Equal(apart, destination.Protocol.Framing.OneLanePerRequest);
        Assert.NotEqual(0UL, Endpoints.Pack(destination, Row("a")).Packed.Lane);
        Assert.NotEqual(Endpoints.Pack(destination, Row("a")).Packed.Lane, Endpoints.Pack(destination, Row("b")).Packed.Lane);
    }

    [Fact]
    public void One_of_each_leaves_the_second_for_another_request()
    {
        var destination = Endpoints.Of("body: array\none_of_each: name");

        Assert.True(destination.Protocol.Framing.OneOfEach);
        Assert.NotEqual(0UL, Endpoints.Pack(destination, Row("a")).Packed.Once);
        Assert.Equal(0UL, Endpoints.Pack(destination, new ShapeBuilder().Slot("name", Value.Null)).Packed.Once);
    }

    [Fact]
    public void An_id_is_made_of_the_load_and_the_key_and_stands_where_the_mapping_wants_it()
    {
        var destination = Endpoints.Of("event_id_field: properties.$insert_id");

        var first = Id(destination, "A1");

        Assert.Equal(first, Id(destination, "A1"));
        Assert.NotEqual(first, Id(destination, "A2"));
        Assert.NotEqual(first, Id(Endpoints.Of("event_id_field: properties.$insert_id", Endpoints.Context() with { Load = "other" }), "A1"));
        Assert.Equal('5', first[14]);

        static string Id(Loader.Destinations.Http.HttpDestination to, string key)
        {
            var body = Endpoints.Pack(to, Row().Constant("properties.a", "1"), key).Body;
            using var json = JsonDocument.Parse(body);
            var id = json.RootElement.GetProperty("properties").GetProperty("$insert_id").GetString()!;
            Assert.Equal(id, to.EventIdOf(body));
            return id;
        }
    }

    [Theory]
    [InlineData("id: = name", "{\"name\":\"ann\",\"user\":{\"id\":7},\"kind\":\"a\",\"mid\":\"ann\"}")]
    [InlineData("id: = \"{name}-{user.id}\"", "{\"name\":\"ann\",\"user\":{\"id\":7},\"kind\":\"a\",\"mid\":\"ann-7\"}")]
    [InlineData("id: = \"{row_key}-x\"", "{\"name\":\"ann\",\"user\":{\"id\":7},\"kind\":\"a\",\"mid\":\"row-1-x\"}")]
    public void An_id_may_be_a_formula(string id, string expected) =>
        Assert.Equal(expected, Endpoints.Request(Endpoints.Of($"event_id_field: mid\n{id}"), Row()).Body);

    [Fact]
    public void A_field_that_the_mapping_fills_is_the_id()
    {
        var destination = Endpoints.Of("event_id_field: user.id\nidempotency_key: plain");

        Assert.Equal("7", Endpoints.Request(destination, Row()).Headers["Idempotency-Key"]);
    }

    [Fact]
    public void The_idempotency_key_is_that_of_the_events()
    {
        var (plain, quoted) = (Endpoints.Of("body: array\nidempotency_key: plain\nid: name"), Endpoints.Of("idempotency_key: quoted\nid: name"));

        var both = Endpoints.Request(plain, Row("a"), Row("b")).Headers["Idempotency-Key"];

        Assert.Equal("a", Endpoints.Request(plain, Row("a")).Headers["Idempotency-Key"]);
        Assert.Equal("\"a\"", Endpoints.Request(quoted, Row("a")).Headers["Idempotency-Key"]);
        Assert.True(Guid.TryParse(both, out _));
        Assert.Equal(both, Endpoints.Request(plain, Row("a"), Row("b")).Headers["Idempotency-Key"]);
        Assert.NotEqual(both, Endpoints.Request(plain, Row("b"), Row("a")).Headers["Idempotency-Key"]);
        Assert.NotEqual(both, Endpoints.Request(plain, Row("ab"), Row("-")).Headers["Idempotency-Key"]);
    }

    [Theory]
    [InlineData("é")]
    [InlineData("a\r\nX-Admin: 1")]
    [InlineData("a b")]
    [InlineData("say \"a\"")]
    [InlineData("a\\")]
    public void An_id_that_cannot_stand_in_a_header_stands_there_as_a_uuid_made_of_it(string id)
    {
        var destination = Endpoints.Of("idempotency_key: quoted\nid: name");

        var key = Endpoints.Request(destination, Row(id)).Headers["Idempotency-Key"];

        Assert.True(Guid.TryParse(key.Trim('"'), out _), key);
        Assert.Equal(key, Endpoints.Request(destination, Row(id)).Headers["Idempotency-Key"]);
        Assert.NotEqual(key, Endpoints.Request(destination, Row(id + "x")).Headers["Idempotency-Key"]);
        Assert.Equal(
            new string('x', 255), Endpoints.Request(Endpoints.Of("idempotency_key: plain\nid: name"), Row(new string('x', 255))).Headers["Idempotency-Key"]);
        Assert.True(
            Guid.TryParse(Endpoints.Request(Endpoints.Of("idempotency_key: plain\nid: name"), Row(new string('x', 256))).Headers["Idempotency-Key"], out _));
    }

    [Fact]
    public void A_compressed_body_says_so_and_is_the_same_each_time()
    {
        var destination = Endpoints.Of("compress: gzip");
        var body = Encoding.UTF8.GetBytes(new string('x', 10_000));

        var (first, second) = (destination.Protocol.Encode(body), destination.Protocol.Encode(body));

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal("gzip", Endpoints.Request(destination, Row()).Headers["Content-Encoding"]);
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(first.ToArray()), CompressionMode.Decompress)) gzip.CopyTo(plain);
        Assert.Equal(body, plain.ToArray());
    }

    private static string? BrokenCode(string yaml, ShapeBuilder row) =>
        (Endpoints.TryPack(Endpoints.Of(yaml), row).Packing as Packing.Broken)?.Problem.Code.Id;
}
