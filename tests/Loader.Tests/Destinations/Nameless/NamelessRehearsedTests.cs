using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Destinations;
using Loader.Mappings.Rows;
using Loader.Rehearsal.Nameless;
using Loader.Sending;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>Events on their way to a tag that checks, remembers and loses rows as the real one does.</summary>
public sealed class NamelessRehearsedTests : IAsyncLifetime
{
    private static readonly NamelessTag Strict = new() { AuthorizedDomains = ["example.com"], ApiKey = "test-key" };
    private readonly NamelessContractTests shared = new();
    private RehearsedTag tag = null!;

    public async Task InitializeAsync() => tag = await RehearsedTag.StartAsync(Strict);

    public async Task DisposeAsync() => await tag.DisposeAsync();

    [Fact]
    public async Task A_page_view_opens_the_session_and_its_events_are_stored()
    {
        var destination = At(tag);

        Assert.IsType<Answer.Accepted>(await SendAsync(destination, NamelessContractTests.Event().Constant("event_name", "page_view")));
        Assert.IsType<Answer.Accepted>(await SendAsync(destination, NamelessContractTests.Event()));
        Assert.IsType<Answer.Accepted>(await SendAsync(destination, NamelessContractTests.Event().Constant("event_origin", "Website")));

        AssertAllStored(3);
    }

    [Fact]
    public async Task An_orphan_is_stored_after_the_page_view_that_was_made_for_it()
    {
        var destination = At(tag, ("page_view", "ensure"));
        var (_, body, note, _) = shared.Pack(NamelessContractTests.Event(), destination);

        var first = Assert.IsType<Answer.FirstSend>(await tag.SendAsync(destination, body, note));
        Assert.IsType<Answer.Accepted>(await tag.SendAsync(destination, first.Body, first.Note));
        Assert.IsType<Answer.Accepted>(await tag.SendAsync(destination, body, note));

        AssertAllStored(2);
    }

    [Fact]
    public async Task Foreign_ids_are_stored_once_they_are_mapped()
    {
        var destination = At(tag, ("page_view", "ensure"), ("ids", "mapped"));
        var row = NamelessContractTests.Event().Slot("client_id", "ann@example.com").Slot("session_id", "s 1").Slot("page_id", "/p?a=1");
        var (_, body, note, _) = shared.Pack(row, destination);

        var first = Assert.IsType<Answer.FirstSend>(await tag.SendAsync(destination, body, note));
        Assert.IsType<Answer.Accepted>(await tag.SendAsync(destination, first.Body, first.Note));
        Assert.IsType<Answer.Accepted>(await tag.SendAsync(destination, body, note));

        AssertAllStored(2);
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("event_origin", "Website", null)]
    [InlineData("origin", "https://www.example.com", null)]
    [InlineData("origin", "https://example.org", "wrong_origin")]
    [InlineData("api_key", "wrong", "wrong_api_key")]
    [InlineData("api_key", "", "wrong_api_key")]
    [InlineData("streaming_user_agent", "Somebody", "wrong_user_agent")]
    [InlineData("user_agent", "python", null)]
    [InlineData("cookie_prefix", "shop", "missing_cookie")]
    [InlineData("path", "/tm/Nameless", "wrong_path")]
    public async Task The_probe_finds_wrong_settings_before_the_first_row(string setting, string value, string? code)
    {
        var destination = setting switch
        {
            "" => At(tag),
            "path" => shared.With(("endpoint", new Uri(new Uri(tag.Address), value).AbsoluteUri)),
            _ => At(tag, (setting, value)),
        };

        Assert.Equal(code, (await tag.ProbeAsync(destination))?.Code);
        Assert.Equal(0, tag.Received.Accepted);
    }

    [Fact]
    public async Task A_key_is_refused_by_a_tag_that_has_none()
    {
        await using var open = await RehearsedTag.StartAsync(Strict with { ApiKey = null });

        Assert.Equal("unwanted_api_key", (await open.ProbeAsync(At(open)))?.Code);
        Assert.Null(await open.ProbeAsync(At(open, ("api_key", ""))));
    }

    [Fact]
    public async Task The_tag_of_2025_takes_the_payload_of_2025()
    {
        await using var older = await RehearsedTag.StartAsync(Strict with { Version = TagVersion.Tag202509 });
        var destination = At(older, ("protocol", "2025"), ("api_key", ""));

        Assert.Null(await older.ProbeAsync(destination));
        Assert.IsType<Answer.Accepted>(await SendAsync(destination, NamelessContractTests.Event().Constant("event_name", "page_view"), older));
        Assert.IsType<Answer.Accepted>(await SendAsync(destination, NamelessContractTests.Event(), older));
        Assert.Empty(older.Received.Lost);
    }

    [Fact]
    public async Task Whatever_a_row_holds_it_fails_here_or_is_stored_as_it_was()
    {
        await using var known = await RehearsedTag.StartAsync(Strict with { KnownSessions = true });
        var destination = At(known);
        var accepted = 0;

        foreach (var row in AnyRow.Sample(100, 200))
        {
            var (packing, body, note, _) = shared.Pack(row, destination);
            if (packing is Packing.Broken) continue;
            var answer = await known.SendAsync(destination, body, note);
            Assert.True(
                answer is Answer.Accepted && known.Received.LostRows.Count + known.Received.ChangedRows.Count == 0,
                $"{answer} for {Encoding.UTF8.GetString(body)}");
            accepted++;
        }

        Assert.True(accepted > 20, $"only {accepted} rows could leave");
        Assert.Equal(accepted, known.Received.Accepted);
    }

    private static Gen<Value> AnyValue { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text is null ? Value.Null : Value.Of(text)),
        ArbMap.Default.GeneratorFor<long>().Select(Value.Of),
        Gen.Elements(long.MaxValue, long.MinValue, 1L << 53, (1L << 53) + 1, 0).Select(Value.Of),
        ArbMap.Default.GeneratorFor<decimal>().Select(Value.Of),
        ArbMap.Default.GeneratorFor<double>().Select(Value.Of),
        ArbMap.Default.GeneratorFor<bool>().Select(Value.Of),
        Gen.Choose(0, int.MaxValue).Select(second => Value.OfTime(second, 7)),
        Gen.Constant(Value.Null));

    private static Gen<ShapeBuilder> AnyRow { get; } =
        from field in Gen.Elements(
            "event_timestamp", "event_date", "page_date", "event_id", "page_data.x", "page_data.page_load_timestamp", "event_data.x",
            "event_data.event_type", "user_data.x", "session_data.x", "consent_data.x", "gtm_data.x", "ecommerce.x", "datalayer.x", "event_origin")
        from value in AnyValue
        select NamelessContractTests.Event().Slot(field, value);

    private IDestination At(RehearsedTag one, params (string Name, string Text)[] settings) => shared.With([.. settings, ("endpoint", one.Address)]);

    private async Task<Answer> SendAsync(IDestination destination, ShapeBuilder row, RehearsedTag? to = null)
    {
        var (_, body, note, _) = shared.Pack(row, destination);
        return await (to ?? tag).SendAsync(destination, body, note);
    }

    private void AssertAllStored(int events)
    {
        Assert.Equal(events, tag.Received.Accepted);
        Assert.Empty(tag.Received.LostRows);
        Assert.Empty(tag.Received.ChangedRows);
    }
}
