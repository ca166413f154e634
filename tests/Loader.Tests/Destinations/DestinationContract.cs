using System.Buffers;
using System.Text;
using System.Text.Json;
using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sending;

namespace Loader.Tests.Destinations;

/// <summary>What every destination promises. A destination's tests inherit this and say how it is set up and what a good event is.</summary>
public abstract partial class DestinationContract
{
    /// <summary>An answer that nobody reads: an error page of something between here and the destination.</summary>
    private const string ErrorPage = "<html><body>an error</body></html>";

    internal abstract IDestinationKind Kind { get; }

    /// <summary>The kind in the catalog.</summary>
    internal virtual Type CataloguedAs => Kind.GetType();

    /// <summary>Settings with which the destination can be used.</summary>
    internal abstract (string Name, string Text)[] GoodSettings { get; }

    /// <summary>An event that may leave.</summary>
    internal abstract ShapeBuilder GoodEvent();

    /// <summary>The same event with a row that must not leave.</summary>
    internal abstract ShapeBuilder BrokenEvent();

    /// <summary>Every way in which an event breaks the contract, with what is wrong with it.</summary>
    internal virtual IReadOnlyList<(string Why, ShapeBuilder Event)> BrokenEvents() => [("broken", BrokenEvent())];

    /// <summary>Whether a 2xx of any content means accepted (a blind destination).</summary>
    protected virtual bool IsBlind => false;

    /// <summary>Whether an event's body is JSON by itself.</summary>
    protected virtual bool BodyIsJson => true;

    internal IDestination Destination => Settings.Configure(Kind, GoodSettings);

    [Fact]
    public void The_catalog_knows_it_by_its_name() => Assert.Equal(CataloguedAs, DestinationCatalog.Default.Find(Kind.Name)?.GetType());

    [Fact]
    public void Every_setting_is_described_with_a_sentence_also_when_none_is_given()
    {
        var section = Section.Empty("to." + Kind.Name);

        Kind.Configure(section);

        Assert.NotEmpty(section.Described);
        Assert.All(section.Described, setting => Assert.True(setting.Help.Length > 10, setting.Name));
        Assert.Distinct(section.Described.Select(setting => setting.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_an_error()
    {
        var findings = new FindingList();

        Kind.Configure(Settings.Section(findings, [.. GoodSettings, ("no_such_setting", "1")]));

        Assert.Contains(findings, finding => finding.Code == OptionCodes.Unknown && finding.Message.Contains("no_such_setting", StringComparison.Ordinal));
    }

    [Fact]
    public void A_good_event_binds_without_errors_and_becomes_a_body()
    {
        var (packing, body, _, packed) = Pack(GoodEvent());

        Assert.IsType<Packing.Ready>(packing);
        Assert.Equal(body.Length, packed.BodyLength);
        Assert.NotEqual(0xEF, body[0]);
        if (!BodyIsJson) return;
        using var json = JsonDocument.Parse(body);
        Assert.NotEqual(JsonValueKind.Undefined, json.RootElement.ValueKind);
    }

    [Fact]
    public void The_same_event_gives_the_same_bytes_from_any_packer()
    {
        var first = Pack(GoodEvent());
        var second = Pack(GoodEvent());

        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Note, second.Note);
        Assert.Equal(first.Packed.Lane, second.Packed.Lane);
    }

    [Fact]
    public void An_event_that_breaks_the_contract_never_leaves_and_says_why()
    {
        Assert.All(BrokenEvents(), one =>
        {
            var (packing, body, note, packed) = Pack(one.Event);

            Assert.True(packing is Packing.Broken, one.Why);
            var broken = (Packing.Broken)packing;
            Assert.NotNull(broken.Field);
            Assert.NotNull(broken.Problem.Place);
            Assert.True(broken.Problem.Message.Length > 10);
            Assert.Empty(body);
            Assert.Empty(note);
            Assert.Equal(default, packed);
        });
    }

    [Fact]
    public void Packing_a_good_event_allocates_nothing()
    {
        var builder = GoodEvent();
        var packer = Bind(builder);
        var (slots, key) = (builder.Slots, Value.Of("row-1"));
        var output = new ArrayBufferWriter<byte>(1 << 16);
        for (var i = 0; i < 50; i++) packer.Pack(slots, key, output, out _);
        output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++) packer.Pack(slots, key, output, out _);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void A_page_of_something_else_never_counts_as_accepted(int status)
    {
        if (IsBlind && status < 300) return;

        var answer = Read(Destination, status, ErrorPage);

        Assert.IsNotType<Answer.Accepted>(answer);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void A_destination_that_asks_to_slow_down_slows_everybody(int status) =>
        Assert.True(Assert.IsType<Answer.TryAgain>(Read(Destination, status, ErrorPage)).SlowsEverybody);

    [Fact]
    public void A_gateway_that_gave_up_proves_nothing() => Assert.IsType<Answer.Unclear>(Read(Destination, 504, ErrorPage));

    internal Answer Read(IDestination destination, int status, string body) => Read(destination, status, Encoding.UTF8.GetBytes(body));

    internal Answer Read(IDestination destination, int status, byte[] answer)
    {
        var (_, body, note, _) = Pack(GoodEvent(), destination);
        using var response = new HttpResponseMessage();
        return destination.Protocol.Read(status, response.Headers, answer, [body], [note]);
    }

    internal IPacker Bind(ShapeBuilder builder, IDestination? destination = null)
    {
        var findings = new FindingList();
        var packer = (destination ?? Destination).Bind(builder.Shape, findings);
        Assert.False(findings.HasErrors, string.Join('\n', findings));
        return packer!;
    }

    internal IReadOnlyList<Finding> Findings(ShapeBuilder builder, IDestination? destination = null)
    {
        var findings = new FindingList();
        (destination ?? Destination).Bind(builder.Shape, findings);
        return findings;
    }

    internal (Packing Packing, byte[] Body, byte[] Note, Packed Packed) Pack(ShapeBuilder builder, IDestination? destination = null, string key = "row-1")
    {
        var output = new ArrayBufferWriter<byte>();
        var packing = Bind(builder, destination).Pack(builder.Slots, Value.Of(key), output, out var packed);
        return (packing, output.WrittenSpan[..packed.BodyLength].ToArray(), output.WrittenSpan[packed.BodyLength..].ToArray(), packed);
    }
}
