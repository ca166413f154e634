using Loader.Books;
using Loader.Books.Records;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Running;

/// <summary>Rows of whose events some are sent: whatever happens to the rest, what was answered never leaves again.</summary>
public sealed class RestOfRowTests : IDisposable
{
    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_second_retry_still_sends_only_what_is_not_sent()
    {
        var refusals = 2;
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = body.Contains("/two", StringComparison.Ordinal) && refusals-- > 0 ? 400 : 200;
            return Task.CompletedTask;
        });
        Write(collector);
        await place.Run();

        await place.Run(flags => flags with { RetryFailed = true });
        Assert.Equal(["two"], place.Failed()[0].Events!);
        await place.Run(flags => flags with { RetryFailed = true });

        Assert.Equal("s", place.States(1));
        Assert.Equal(["1/one", "1/two", "1/two", "1/two"], Sent(collector));
    }

    [Theory]
    [InlineData("reject: { bad: = true }")]
    [InlineData("contract")]
    public async Task A_row_that_fails_in_another_way_when_it_is_tried_again_still_knows_what_of_it_is_sent(string fault)
    {
        var refuse = true;
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = refuse && body.Contains("/two", StringComparison.Ordinal) ? 400 : 200;
            return Task.CompletedTask;
        });
        Write(collector);
        await place.Run();
        var mapping = File.ReadAllText(place["mapping.yaml"]);
        place.Write("mapping.yaml", fault == "contract" ? mapping.Replace("key: = id", "key: '= \"broken{id}\"'", StringComparison.Ordinal) : mapping + fault);
        await place.Run(flags => flags with { RetryFailed = true });
        Assert.NotEqual("http_400", place.Failed()[0].Code);
        Assert.Equal(["two"], place.Failed()[0].Events!);

        refuse = false;
        place.Write("mapping.yaml", mapping);
        await place.Run(flags => flags with { RetryFailed = true });

        Assert.Equal("s", place.States(1));
        Assert.Equal(["1/one", "1/two", "1/two"], Sent(collector));
    }

    /// <summary>Other books, which know nothing of the load that rejected it: the file itself says what is sent.</summary>
    [Fact]
    public async Task Of_a_rejected_row_only_the_events_leave_that_are_not_sent()
    {
        var refuse = true;
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = refuse && body is "[\"2/two\"]" or "[\"3/one\"]" && refuse ? 400 : 200;
            return Task.CompletedTask;
        });
        Write(collector, ids: ["1", "2", "3", "4broken"]);
        var rejected = (await place.Run()).Files.Rejected!;
        Assert.Equal("sfff", place.States(4));
        Assert.Equal(["events two", "events one", ""], File.ReadLines(rejected).Skip(1).Select(line => line.Split(',')[^2]));

        refuse = false;
        var copy = place["copy.csv"];
        File.WriteAllText(copy, File.ReadAllText(rejected).Replace("4broken", "4", StringComparison.Ordinal));
        Directory.Move(place.Books, place["first"]);
        await place.Run(flags => flags with { From = copy, Runs = place["nowhere"] });

        Assert.Equal("sss", place.States(3));
        Assert.Equal("BOOK015", place.Codes);
        Assert.Equal(["1/one", "1/two", "2/one", "2/two", "2/two", "3/one", "3/one", "3/two", "4/one", "4/two"], Sent(collector).Order(StringComparer.Ordinal));
    }

    /// <summary>The run dies, so that its books do not know what of the row was sent by the load before; a person settles it.</summary>
    [Fact]
    public async Task What_a_rejected_row_says_is_sent_is_so_too_when_it_is_settled_by_hand()
    {
        var refuse = true;
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = refuse && body.Contains("/two", StringComparison.Ordinal) ? 400 : 200;
            return Task.CompletedTask;
        });
        Write(collector, "uncertain: hold");
        var copy = place["copy.csv"];
        File.Copy((await place.Run()).Files.Rejected!, copy);
        Directory.Move(place.Books, place["first"]);
        await place.Run(flags => flags with { From = copy, Runs = place["nowhere"], Limit = 0 });
        place.DieWith(1);

        await place.Run(flags => flags with { From = copy, Runs = place["nowhere"], Resolve = new(Loader.Settings.SettleAs.Failed) });

        Assert.Equal(["two"], Assert.Single(place.Failed()).Events!);
    }

    [Fact]
    public async Task A_retry_that_dies_leaves_only_its_own_events_to_be_sent_again()
    {
        var refuse = true;
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = refuse && body.Contains("/two", StringComparison.Ordinal) ? 400 : 200;
            return Task.CompletedTask;
        });
        Write(collector, "uncertain: resend");
        await place.Run();
        using (var books = Open(OpeningMode.RetryFailed))
        {
            books.Reach(1);
            books.Leaving(1);
        }

        refuse = false;
        await place.Run();

        Assert.Equal("s", place.States(1));
        Assert.Equal(["1/one", "1/two", "1/two"], Sent(collector));
    }

    [Theory]
    [InlineData("hold", "u", 0)]
    [InlineData("resend", "s", 1)]
    public async Task The_rest_of_a_row_waits_no_more_once_it_left_in_a_run_that_died(string policy, string after, int sent)
    {
        await using var collector = await Collector.StartAsync();
        Write(collector, "uncertain: " + policy, "skip: { x: = id == \"x\" }", "x", "1");
        await place.Run(flags => flags with { Limit = 1 });
        using (var books = Open())
        {
            books.Reach(2);
            books.Leaving(2);
            books.Uncertain(new() { Row = 2, Reason = "the run stopped between its events", Events = ["two"], InDoubt = false });
            books.Finish();
        }

        using (var dies = Open())
        {
            dies.Reach(2);
            dies.Leaving(2);
        }

        await place.Run();
        await place.Run();

        Assert.Equal("k" + after, place.States(2));
        Assert.Equal(sent, Sent(collector).Count());
        Assert.All(place.Uncertain(), row => Assert.Equal((true, "two"), (row.InDoubt, row.Events!.Single())));
    }

    [Fact]
    public async Task A_rest_that_has_not_left_when_the_run_dies_still_waits()
    {
        await using var collector = await Collector.StartAsync();
        Write(collector, "uncertain: hold", "skip: { x: = id == \"x\" }", "x", "1");
        await place.Run(flags => flags with { Limit = 1 });
        using (var books = Open())
        {
            books.Reach(2);
            books.Leaving(2);
            books.Uncertain(new() { Row = 2, Reason = "the run stopped between its events", Events = ["two"], InDoubt = false });
        }

        await place.Run();

        Assert.Equal("ks", place.States(2));
        Assert.Equal(["1/two"], Sent(collector));
    }

    [Fact]
    public async Task A_receipt_names_all_rows_of_its_groups()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address) { EventsPerRequest = 10, Reading = _ => new Answer.Accepted { Receipt = "ticket" } });
        place.WriteIds(["a", "a", "x", "a", "b"], "group: = id\nskip: { x: = id == \"x\" }");

        await place.Run();

        var receipts = ReceiptLog.Read(place.Books).ToList();
        Assert.Equal(4, receipts.Sum(receipt => receipt.Rows));
        Assert.StartsWith("1-2,4", receipts[0].Ranges, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sent(Collector collector) => collector.Bodies.Select(body => body.Trim('[', ']', '"'));

    private LoadBooks Open(OpeningMode how = OpeningMode.Continue)
    {
        using var opening = new BooksOpening(place.Books, TitlePage.Read(place.Books)!.Identity, [], TimeProvider.System) { How = how };
        return opening.Take() && opening.Open() is { } books ? books : throw new InvalidOperationException("the books do not open");
    }

    private void Write(Collector collector, string more = "", string skip = "", params string[] ids)
    {
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(ids.Length == 0 ? ["1"] : ids, more + "\n" + skip);
        var mapping = File.ReadAllText(place["mapping.yaml"]);
        place.Write(
            "mapping.yaml",
            mapping.Replace("event: { id: = id }", "events: [ { name: one, event: { a: 1 } }, { name: two, event: { b: 1 } } ]", StringComparison.Ordinal));
    }
}
