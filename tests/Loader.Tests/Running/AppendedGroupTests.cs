using Loader.Tests.Sending;

namespace Loader.Tests.Running;

/// <summary>
/// A source with groups that grew at its end: the end closed its last group, and no row that was appended since is taken for a part of what was sent.
/// </summary>
public sealed class AppendedGroupTests : IAsyncLifetime, IDisposable
{
    private readonly LoadPlace place = new();
    private readonly TextSource source = new() { Text = "a\nb\nb\n" };
    private readonly HashSet<string> lost = [];
    private Collector collector = null!;

    public async Task InitializeAsync()
    {
        collector = await Collector.StartAsync((context, body) =>
        {
            if (lost.Contains(body.Trim('[', ']', '"'))) context.Abort();
            return Task.CompletedTask;
        });
        place.Use(source);
        place.Use(new ListDestination(collector.Address));
        Write("hold");
    }

    public async Task DisposeAsync() => await collector.DisposeAsync();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_row_appended_to_a_group_that_was_sent_fails_and_is_not_called_sent()
    {
        await place.Run();
        source.Text += "b\nc\n";

        var report = await place.Run();

        Assert.Equal("sssfs", place.States(5));
        Assert.Equal((4, "ROW015", true), (place.Failed()[0].Row, place.Failed()[0].Code, report.Balances));
        Assert.Equal(["a", "b", "c"], Sent());
    }

    [Theory]
    [InlineData("hold", "suufs")]
    [InlineData("resend", "sssfs")]
    public async Task A_row_appended_to_a_group_in_doubt_is_not_in_doubt_and_does_not_leave_with_it(string policy, string after)
    {
        Write(policy);
        lost.Add("b");
        await place.Run();
        Assert.Equal("suu", place.States(3));
        source.Text += "b\nc\n";
        lost.Clear();

        await place.Run();

        Assert.Equal(after, place.States(5));
        Assert.Equal("ROW015", Assert.Single(place.Failed()).Code);
    }

    [Fact]
    public async Task Where_the_source_ended_before_is_known_to_every_later_run()
    {
        await place.Run();
        source.Text += "b\nc\n";
        await place.Run(flags => flags with { Limit = 1 });
        source.Text += "c\nd\n";

        await place.Run(flags => flags with { Limit = 2 });
        await place.Run();

        // Nobody had read to the second end: the group goes on there.
        Assert.Equal("sssfsss", place.States(7));
        Assert.Equal(["a", "b", "c", "d"], Sent());
    }

    [Fact]
    public async Task A_group_that_ends_where_the_source_ended_goes_with_a_limit_that_lies_in_it()
    {
        await place.Run(flags => flags with { Limit = 2 });
        await place.Run();
        source.Text += "c\n";

        await place.Run(flags => flags with { Limit = 2 });
        Assert.Equal("sss.", place.States(4));

        await place.Run();
        Assert.Equal("ssss", place.States(4));
    }

    private void Write(string policy) => place.WriteIdMapping("keys.txt: {}", $"group: = id\nuncertain: {policy}", "{ parallel: 1, attempts: 1 }");

    private IEnumerable<string> Sent() => collector.Bodies.Select(body => body.Trim('[', ']', '"')).Order(StringComparer.Ordinal);
}
