using Loader.Reports;
using Loader.Tests.Sending;
using Loader.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Running;

/// <summary>
/// Failed rows are tried again under a mapping that changed: what the books say of the other rows stays true, and nothing leaves a second time.
/// </summary>
public sealed class OtherMappingTests : IDisposable
{
    private readonly LoadPlace place = new();
    private readonly HashSet<string> refused = [];
    private readonly HashSet<string> lost = [];

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_row_that_was_skipped_is_not_called_sent_because_its_group_was()
    {
        await using var collector = await StartAsync();
        refused.Add("b");
        place.WriteIds(["a", "a", "b"], "group: = id\nskip: { second: = number == \"2\" }");
        await place.Run();
        Assert.Equal("skf", place.States(3));
        refused.Clear();
        place.WriteIds(["a", "a", "b"], "group: = id");

        await RetryAsync();

        Assert.Equal("sks", place.States(3));
        Assert.Equal(["a", "b", "b"], Sent(collector));
    }

    [Fact]
    public async Task A_failed_row_is_not_called_sent_because_it_would_now_be_in_a_group_that_was()
    {
        await using var collector = await StartAsync();
        refused.Add("b");
        Grouped("id");
        await place.Run();
        Assert.Equal("sf", place.States(2));
        refused.Clear();
        Grouped("replace(id, \"b\", \"a\")");

        await RetryAsync();

        Assert.Equal("sf", place.States(2));
        Assert.Equal("ROW015", Assert.Single(place.Failed()).Code);
        Assert.Equal(["a", "b"], Sent(collector));

        void Grouped(string by) => place.WriteIds(["a", "b"], $"let: {{ order: '= {by}' }}\ngroup: = order");
    }

    [Fact]
    public async Task An_event_of_a_group_that_was_sent_does_not_leave_again_because_a_row_joined_the_group()
    {
        await using var collector = await StartAsync();
        refused.Add("a/two");
        Events("skip: { first: = number == \"1\" }");
        await place.Run();
        Assert.Equal("kf", place.States(2));
        refused.Clear();
        Events("");

        await RetryAsync();

        Assert.Equal("ks", place.States(2));
        Assert.Equal(["a/one", "a/two", "a/two"], Sent(collector));

        void Events(string more)
        {
            place.WriteIds(["a", "a"], "group: = id\n" + more);
            var mapping = File.ReadAllText(place["mapping.yaml"]);
            place.Write(
                "mapping.yaml",
                mapping.Replace("event: { id: = id }", "events: [ { name: one, event: { a: 1 } }, { name: two, event: { b: 1 } } ]", StringComparison.Ordinal));
        }
    }

    /// <summary>The destination ignores ids that it has had. Under another mapping the row may have another id, and would be there twice.</summary>
    [Theory]
    [InlineData("", true, "su")]
    [InlineData("", false, "ss")]
    [InlineData("uncertain: resend", true, "ss")]
    public async Task A_row_in_doubt_that_left_under_another_mapping_is_held_unless_the_mapping_says_resend(string policy, bool changes, string after)
    {
        place.Clock = new FakeTime(jumps: TimeSpan.FromSeconds(20));
        await using var collector = await StartAsync();
        refused.Add("a");
        lost.Add("b");
        Write("id");
        await place.Run();
        Assert.Equal("fu", place.States(2));
        refused.Clear();
        lost.Clear();
        place.Clock.Advance(TimeSpan.FromHours(1));
        if (changes) Write("\"{id}\"");
        await RetryAsync();
        Assert.Equal("su", place.States(2));

        await place.Run();

        Assert.Equal(after, place.States(2));

        void Write(string id)
        {
            place.WriteIds(["a", "b"], policy, "{ parallel: 1, attempts: 1 }");
            place.Write(
                "mapping.yaml",
                File.ReadAllText(place["mapping.yaml"]).Replace("event: { id: = id }", $"event: {{ id: '= {id}' }}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_row_that_fell_into_doubt_under_the_mapping_as_it_is_now_is_sent_again()
    {
        place.Clock = new FakeTime(jumps: TimeSpan.FromSeconds(20));
        await using var collector = await StartAsync();
        refused.Add("a");
        place.WriteIds(["a", "b"], "skip: { b: = id == \"b\" }", "{ parallel: 1, attempts: 1 }");
        await place.Run();
        place.Clock.Advance(TimeSpan.FromHours(1));
        place.WriteIds(["a", "b"], "skip: { b: = id == \"bb\" }", "{ parallel: 1, attempts: 1 }");
        refused.Clear();
        lost.Add("a");
        await RetryAsync();
        Assert.Equal("uk", place.States(2));
        lost.Clear();

        await place.Run();

        Assert.Equal("sk", place.States(2));
    }

    private Task<Report> RetryAsync() => place.Run(flags => flags with { RetryFailed = true });

    private static IEnumerable<string> Sent(Collector collector) => collector.Bodies.Select(body => body.Trim('[', ']', '"')).Order(StringComparer.Ordinal);

    private async Task<Collector> StartAsync()
    {
        var collector = await Collector.StartAsync((context, body) =>
        {
            var id = body.Trim('[', ']', '"');
            if (lost.Contains(id)) context.Abort();
            else if (refused.Contains(id)) context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        place.Use(new ListDestination(collector.Address) { IgnoresRepeats = true });
        return collector;
    }
}
