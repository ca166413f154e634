using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Destinations;
using Loader.Destinations.Nameless;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>Ids derived from rows, and ids of other systems.</summary>
public sealed class NamelessIdTests
{
    private readonly NamelessContractTests shared = new();

    [Fact]
    public void An_event_id_hangs_on_the_rows_key_and_the_events_name_and_on_nothing_else()
    {
        var id = EventId(NamelessContractTests.Event(), "order-1");

        Assert.Equal("BackfillPage001_".Length + 15, id.Length);
        Assert.Equal(id, EventId(NamelessContractTests.Event().Constant("event_data.source", "bing"), "order-1"));
        Assert.NotEqual(id, EventId(NamelessContractTests.Event(), "order-2"));
        Assert.NotEqual(id, EventId(NamelessContractTests.Event().Constant("event_name", "refund"), "order-1"));
    }

    [Fact]
    public void The_derivation_never_changes_since_resent_events_are_found_by_it() =>
        Assert.Equal("BackfillPage001_CUE6oXLkLAiKy8v", EventId(NamelessContractTests.Event(), "order-1"));

    [Fact]
    public void A_row_without_a_key_has_no_event_id()
    {
        var builder = NamelessContractTests.Event();

        var packing = shared.Bind(builder).Pack(builder.Slots, Value.Null, new ArrayBufferWriter<byte>(), out _);

        Assert.Equal(NamelessCodes.NoKey, Assert.IsType<Packing.Broken>(packing).Problem.Code);
    }

    [Fact]
    public void Foreign_ids_fail_unless_mapping_was_asked_for()
    {
        var broken = Assert.IsType<Packing.Broken>(shared.Pack(Foreign()).Packing);

        Assert.Contains("ids: mapped", broken.Problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Mapped_ids_have_the_tags_form_and_keep_their_originals()
    {
        var destination = shared.With(("ids", "mapped"));
        var (_, body, note, _) = shared.Pack(Foreign(), destination);

        var json = NamelessRowTests.Json(body);
        Assert.Matches("^[A-Za-z0-9]{15}$", (string)json["page_id"]!);
        Assert.Matches("^na_u=[A-Za-z0-9]{15}; na_s=[A-Za-z0-9]{15}_[A-Za-z0-9]{15}-[A-Za-z0-9]{15}$", Requests.Headers(destination, note)["Cookie"]);
        Assert.Equal("GA1.1.123456789.1700000000", (string)json["event_data"]!["original_client_id"]!);
        Assert.Equal("1700000000", (string)json["event_data"]!["original_session_id"]!);
        Assert.Equal("/checkout \"é\"", (string)json["event_data"]!["original_page_id"]!);
    }

    [Fact]
    public void Originals_may_stay_at_home()
    {
        var (_, body, _, _) = shared.Pack(Foreign(), shared.With(("ids", "mapped"), ("keep_original_ids", "false")));

        Assert.DoesNotContain("original_", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public void An_original_id_is_not_written_twice()
    {
        var row = Foreign().Constant("event_data.original_client_id", "x");

        Assert.Equal(NamelessCodes.ForbiddenKey, Assert.Single(shared.Findings(row, shared.With(("ids", "mapped")))).Code);
        Assert.Empty(shared.Findings(row, shared.With(("ids", "mapped"), ("keep_original_ids", "false"))));
        Assert.Empty(shared.Findings(row));
    }

    [Fact]
    public void Ids_that_have_the_form_already_stay_and_leave_no_original()
    {
        var (_, body, note, _) = shared.Pack(NamelessContractTests.Event(), shared.With(("ids", "mapped")));

        Assert.DoesNotContain("original_", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Contains(NamelessContractTests.Client, Encoding.UTF8.GetString(note), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_foreign_session_maps_to_the_same_as_the_short_one()
    {
        var destination = shared.With(("ids", "mapped"));
        var longForm = Foreign().Slot("session_id", "GA1.1.123456789.1700000000_1700000000");

        Assert.Equal(shared.Pack(Foreign(), destination).Note, shared.Pack(longForm, destination).Note);
    }

    [Fact]
    public void Another_key_gives_other_ids() => Assert.NotEqual(
        shared.Pack(Foreign(), shared.With(("ids", "mapped"), ("ids_key", "first key"))).Note,
        shared.Pack(Foreign(), shared.With(("ids", "mapped"), ("ids_key", "other key"))).Note);

    [Fact]
    public void The_same_text_as_client_and_as_session_maps_to_different_ids()
    {
        var row = Foreign().Slot("client_id", "1").Slot("session_id", "1").Slot("page_id", "1");

        var note = Encoding.UTF8.GetString(shared.Pack(row, shared.With(("ids", "mapped"))).Note);

        var ids = note[(note.LastIndexOf('=') + 1)..].Split('_', '-');
        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Any_text_maps_to_an_id_and_always_to_the_same() => Prop.ForAll<NonEmptyString>(text =>
    {
        var (first, second) = (new byte[15], new byte[15]);
        var original = Encoding.UTF8.GetBytes(text.Get);
        new NamelessIds(null).Map("client_id"u8, original, first);
        new NamelessIds(null).Map("client_id"u8, original, second);
        return NamelessIds.IsId(first) && first.AsSpan().SequenceEqual(second);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mapping_ids_allocates_nothing_either()
    {
        var builder = Foreign();
        var packer = shared.Bind(builder, shared.With(("ids", "mapped"), ("ids_key", "a secret")));
        var (slots, key) = (builder.Slots, Value.Of("row-1"));
        var output = new ArrayBufferWriter<byte>(1 << 16);
        for (var i = 0; i < 50; i++) packer.Pack(slots, key, output, out _);
        output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++) packer.Pack(slots, key, output, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ShapeBuilder Foreign() => NamelessContractTests.Event()
        .Slot("client_id", "GA1.1.123456789.1700000000")
        .Slot("session_id", "1700000000")
        .Slot("page_id", "/checkout \"é\"");

    private string EventId(ShapeBuilder row, string key) => (string)NamelessRowTests.Json(shared.Pack(row, key: key).Body)["event_id"]!;
}
