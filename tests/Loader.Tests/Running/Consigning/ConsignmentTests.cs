using System.Text;
using System.Text.Json;
using Loader.Books;
using Loader.Books.Records;
using Loader.Reports;
using Loader.Tests.Sending;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Running.Consigning;

/// <summary>Rows that share an outcome: groups that become one event, rows that become several.</summary>
public sealed class ConsignmentTests : IDisposable
{
    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task All_rows_of_a_group_share_the_outcome_of_its_event()
    {
        await using var collector = await Collector.StartAsync((context, body) => Status(
            context,
            body.Contains("refused", StringComparison.Ordinal) ? 400 : 200));
        place.Use(new ListDestination(collector.Address));
        Groups("a", "a", "refused", "refused", "broken", "old", "old", "b");

        var report = await place.Run();

        Assert.Equal("ssfffkks", place.States(8));
        Assert.Equal(["\"a\"", "\"b\"", "\"refused\""], Sent(collector).Order(StringComparer.Ordinal));
        Assert.Equal((true, ExitCode.SomeFailed), (report.Balances, report.End.ExitCode));
        Assert.Equal(
            [(3L, "refused,3", "refused", FailureStage.Send), (4, "refused,4", "refused", FailureStage.Send), (5, "broken,5", "broken", FailureStage.Contract)],
            place.Failed().Select(row => (row.Row, Encoding.UTF8.GetString(row.Original.Span), row.Key!, row.Stage)));
    }

    [Fact]
    public async Task A_rejected_row_takes_its_group_with_it_and_half_of_it_never_leaves()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        Groups(["a", "a", "a", "b"], "reject: { second: = number == \"2\" }");

        await place.Run();

        Assert.Equal("fffs", place.States(4));
        Assert.Equal(["\"b\""], Sent(collector));
        Assert.Equal(["ROW013", "ROW011", "ROW013"], place.Failed().Select(row => row.Code));
        Assert.Equal("row 2 of the group failed, and half a group is not sent", place.Failed()[0].Reason);
    }

    [Fact]
    public async Task A_groups_key_that_comes_back_fails_instead_of_making_a_second_half()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        Groups("a", "b", "a", "a", "c");

        await place.Run();

        Assert.Equal("ssffs", place.States(5));
        Assert.All(place.Failed(), row => Assert.Equal("ROW015", row.Code));
        Assert.Equal(3, collector.Bodies.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_group_may_lie_in_several_chunks(int chunk)
    {
        await using var collector = await Collector.StartAsync((context, body) => Status(
            context,
            body.Contains("refused", StringComparison.Ordinal) ? 400 : 200));
        string[] keys = ["a", "a", "refused", "refused", "refused", "b", "c", "c", "c"];
        place.Use(new ListDestination(collector.Address));
        place.Use(new ListSource(keys.Chunk(chunk).Select((part, i) => ((long)(i * chunk) + 1, part))));
        place.WriteIdMapping("list: ", "group: = id");

        var report = await place.Run();

        Assert.Equal("ssfffssss", place.States(9));
        Assert.Equal(["\"a\"", "\"b\"", "\"c\"", "\"refused\""], Sent(collector).Order(StringComparer.Ordinal));
        Assert.True(report.Balances);
        Assert.All(place.Failed(), row => Assert.Equal("refused", Encoding.UTF8.GetString(row.Original.Span)));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    [InlineData(6, 6)]
    [InlineData(100, 6)]
    public async Task A_limit_cuts_behind_a_group_never_inside(int limit, int read)
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        Groups("a", "a", "b", "b", "b", "c");

        var first = await place.Run(flags => flags with { Limit = limit });
        Assert.Equal("ssssss"[..read].PadRight(6, '.'), place.States(6));
        Assert.Equal((read, true), ((int)first.Counts.Sent, first.Balances));

        await place.Run();
        Assert.Equal("ssssss", place.States(6));
        Assert.Equal(3, collector.Bodies.Distinct().Count());
        Assert.Equal(3, collector.Bodies.Count);
    }

    /// <summary>The process dies while the rows of a group are being marked: the later of two states holds for all of them.</summary>
    [Theory]
    [InlineData("hold", "s-", "ss", 0)]
    [InlineData("resend", "s-", "ss", 0)]
    [InlineData("hold", "-.", "uu", 0)]
    [InlineData("resend", "-.", "ss", 1)]
    [InlineData("resend", "..", "ss", 1)]
    [InlineData("hold", "--", "uu", 0)]
    [InlineData("hold", "f.", "ss", 1)]
    [InlineData("hold", "ff", "ff", 0)]
    public async Task A_group_that_was_marked_by_half_is_whole_again(string policy, string marks, string after, int sent)
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        Groups(["x", "a", "a"], "skip: { x: = id == \"x\" }\nuncertain: " + policy);
        await place.Run(flags => flags with { Limit = 1 });
        using (var books = LoadBooks.Open(place.Books, TitlePage.Read(place.Books)!.Identity, restart: false, [], TimeProvider.System)!)
        {
            books.Reach(3);
            for (var i = 0; i < marks.Length; i++)
            {
                if (marks[i] == 's') books.Sent(i + 2);
                if (marks[i] == '-') books.Leaving(i + 2);
                if (marks[i] == 'f') books.Failed(new() { Row = i + 2, Stage = FailureStage.Send, Code = "c", Reason = "r" });
            }
        }

        var report = await place.Run();

        Assert.Equal("k" + after, place.States(3));
        Assert.True(report.Balances);
        Assert.Equal(sent, collector.Bodies.Count);
    }

    [Fact]
    public async Task A_row_with_several_events_is_sent_when_all_of_them_are_and_its_ids_are_distinct()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        Events(["1", "2"]);

        var report = await place.Run();

        Assert.Equal("ss", place.States(2));
        Assert.Equal(["\"1/3\"", "\"1/one\"", "\"1/two\"", "\"2/3\"", "\"2/one\"", "\"2/two\""], Sent(collector).Order(StringComparer.Ordinal));
        Assert.Equal((2, true), ((int)report.Counts.Sent, report.Balances));
    }

    [Fact]
    public async Task A_row_for_which_no_event_applies_is_skipped_under_that_reason()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(["1", "2"]);
        place.Write(
            "mapping.yaml",
            File.ReadAllText(place["mapping.yaml"]).Replace(
                "event: { id: = id }",
                "events: [ { when: = id == \"1\", event: { id: = id } } ]",
                StringComparison.Ordinal));

        var report = await place.Run();

        Assert.Equal("sk", place.States(2));
        Assert.Equal([new SkippedRows("no_event", 1)], report.Skipped);
    }

    [Fact]
    public async Task An_event_that_breaks_the_contract_fails_its_row_before_any_of_it_leaves()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        Events(["1", "2"], second: "broken");

        await place.Run();

        Assert.Equal("ff", place.States(2));
        Assert.Empty(collector.Bodies);
        Assert.Equal("event broken: this key must not leave (take another)", place.Failed()[0].Reason);
    }

    [Fact]
    public async Task Of_a_row_with_a_lost_answer_only_the_events_that_are_not_sent_leave_again()
    {
        var lose = true;
        await using var collector = await Collector.StartAsync(async (context, body) =>
        {
            if (lose && body.Contains("/two", StringComparison.Ordinal)) context.Abort();
            else await Status(context, lose && body.Contains("/3", StringComparison.Ordinal) ? 400 : 200);
        });
        place.Use(new ListDestination(collector.Address) { IgnoresRepeats = true });
        Events(["1"], more: "uncertain: resend");

        await place.Run();

        Assert.Equal("u", place.States(1));
        Assert.Equal(["two", "3"], place.Uncertain()[0].Events!);
        var before = collector.Bodies.Count;
        lose = false;

        await place.Run();

        Assert.Equal("s", place.States(1));
        Assert.Equal(["\"1/3\"", "\"1/two\""], Sent(collector).Skip(before).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refused_event_fails_its_row_and_the_record_names_what_is_not_sent()
    {
        await using var collector = await Collector.StartAsync((context, body) => Status(context, body.Contains("/two", StringComparison.Ordinal) ? 400 : 200));
        place.Use(new ListDestination(collector.Address));
        Events(["1"]);

        await place.Run();

        var failed = Assert.Single(place.Failed());
        Assert.Equal(("f", "1", "http_400", "event two: "), (place.States(1), failed.Key, failed.Code, failed.Reason));
        Assert.Equal(["two"], failed.Events!);
    }

    [Fact]
    public async Task A_retry_sends_only_the_events_that_are_not_sent_and_a_group_whole()
    {
        var refuse = true;
        await using var collector = await Collector.StartAsync((context, body) => Status(
            context,
            refuse && body.Contains("/two", StringComparison.Ordinal) ? 400 : 200));
        place.Use(new ListDestination(collector.Address));
        Events(["1"]);
        await place.Run();
        var before = collector.Bodies.Count;
        refuse = false;

        await place.Run(flags => flags with { RetryFailed = true });

        Assert.Equal("s", place.States(1));
        Assert.Equal(["\"1/two\""], Sent(collector).Skip(before));
    }

    [Fact]
    public void What_is_open_of_a_row_survives_in_its_records()
    {
        var failed = Again(new FailedRow { Row = 1, Stage = FailureStage.Send, Code = "c", Reason = "r", Events = ["a", "b/2"] });
        var uncertain = Again(new UncertainRow { Row = 1, Reason = "r", Events = ["a"], InDoubt = false });
        var plain = Again(new UncertainRow { Row = 1, Reason = "r" });

        Assert.Equal(["a", "b/2"], failed.Events!);
        Assert.Equal((false, true), (uncertain.InDoubt, plain.InDoubt));
        Assert.Null(plain.Events);
    }

    private static T Again<T>(T record)
        where T : IRowRecord<T>
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            record.Write(json);
            json.WriteEndObject();
        }

        using var read = JsonDocument.Parse(bytes.ToArray());
        return T.Read(1, read.RootElement);
    }

    private static IEnumerable<string> Sent(Collector collector) => collector.Bodies.Select(body => body.Trim('[', ']'));

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private void Groups(params string[] keys) => Groups(keys, "");

    private void Groups(string[] keys, string more) => place.WriteIds(keys, "group: = id\n" + more.ReplaceLineEndings("\n"));

    private void Events(string[] ids, string second = "two", string more = "")
    {
        place.WriteIds(ids);
        var mapping = File.ReadAllText(place["mapping.yaml"]);
        place.Write(
            "mapping.yaml",
            mapping.Replace(
                "event: { id: = id }",
                $"events: [ {{ name: one, event: {{ a: 1 }} }}, {{ name: {second}, event: {{ id: = id }} }}, {{ event: {{ c: = id }} }} ]",
                StringComparison.Ordinal) + "\n" + more + "\n");
    }
}
