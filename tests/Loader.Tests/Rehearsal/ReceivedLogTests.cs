using System.Text;
using Loader.Rehearsal;

namespace Loader.Tests.Rehearsal;

public sealed class ReceivedLogTests
{
    [Fact]
    public void It_keeps_every_event_in_order_far_beyond_one_block()
    {
        var log = new ReceivedLog();
        var answer = new EndpointAnswer();
        for (var i = 1; i <= 20_000; i++)
        {
            answer.Clear();
            answer.Accept(Encoding.ASCII.GetBytes($"event-{i}"));
            log.Write(log.NextRequest(), answer);
        }

        log.LoseAnswer(8191, 2);
        log.LoseAnswer(8192, 1);

        Assert.Equal(20_000, log.Accepted);
        Assert.Equal(Enumerable.Range(1, 20_000).Select(i => (long)i), log.Events().Select(one => one.Request));
        Assert.Equal([8192L, 8193L], log.Events().Where(one => one.AnswerLost).Select(one => one.Request));
        Assert.Equal(2, log.AnswersLost);
        Assert.Equal(1, log.TimesById()[ReceivedLog.KeyOf("event-17")]);
    }

    [Fact]
    public void Samples_are_bounded_and_counts_are_not()
    {
        var log = new ReceivedLog();
        var answer = new EndpointAnswer();
        for (var i = 0; i < 3000; i++)
        {
            answer.Clear();
            answer.Accept("one"u8, loss: $"reason {i}");
            log.Write(log.NextRequest(), answer);
        }

        Assert.Equal(1000, log.LostRows.Count);
        Assert.Equal(3000, log.Lost.Values.Sum());
        Assert.Equal(2000, log.Lost["(others)"]);
    }

    [Fact]
    public void Ids_have_one_key_whatever_they_are_written_in_and_different_ids_different_ones()
    {
        string[] ids = ["", "a", "A", "\0", "123456789012345", "1234567890123456", "12345678901234567", "é", new('x', 400), new('x', 401)];

        Assert.Equal(ids.Length, ids.Select(id => ReceivedLog.KeyOf(id)).Distinct().Count());
        Assert.All(ids, id => Assert.Equal(ReceivedLog.KeyOf(id), ReceivedLog.KeyOf(Encoding.UTF8.GetBytes(id))));
    }
}
