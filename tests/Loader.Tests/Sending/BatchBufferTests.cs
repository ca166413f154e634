using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Sending;

namespace Loader.Tests.Sending;

public sealed class BatchBufferTests
{
    [Fact]
    public void The_bytes_counted_before_are_the_bytes_written() =>
        Prop.ForAll<string[], string[]>((texts, around) =>
        {
            var events = texts.Select(text => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text ?? ""))).ToArray();
            byte[] Around(int i) => Encoding.UTF8.GetBytes(around.ElementAtOrDefault(i) ?? "");
            var framing = new Framing(Around(0), Around(1), Around(2), int.MaxValue, int.MaxValue);
            var batch = new Batch(framing, new());
            var chunk = new OpenChunk(new TestChunk(events.Select((body, i) => new Parcel(i, 0, body, default))));
            for (var i = 0; i < events.Length; i++) batch.Add(new(chunk, i));
            using var buffer = new BatchBuffer(framing);
            buffer.Write(events);

            var expected = Around(0).Concat(events.SelectMany((one, i) => (i > 0 ? Around(1) : []).Concat(one.ToArray()))).Concat(Around(2));
            return batch.Bytes == buffer.Body.Length && buffer.Body.ToArray().SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_batch_is_full_to_the_byte() =>
        Prop.ForAll(Gen.ListOf(Gen.Choose(1, 30)).ToArbitrary(), Gen.Choose(3, 100).ToArbitrary(), (lengths, maxBytes) =>
        {
            var framing = TestProtocol.Lists(maxEvents: 10, maxBytes);
            var batch = new Batch(framing, new());
            var chunk = new OpenChunk(new TestChunk(lengths.Select((length, i) => new Parcel(i, 0, new byte[length], default))));
            var taken = 0;
            while (taken < lengths.Count && batch.HasRoomFor(in chunk.Chunk.Parcels[taken])) batch.Add(new(chunk, taken++));

            long Bytes(int events) => 2 + lengths.Take(events).Sum() + Math.Max(0, events - 1);
            var most = Math.Min(10, lengths.Count);
            while (most > 1 && Bytes(most) > maxBytes) most--;
            return taken == most && batch.Bytes == Bytes(taken);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_body_that_opens_with_a_note_holds_only_events_of_that_note_and_counts_it_once()
    {
        var framing = new Framing([], ","u8.ToArray(), "]}"u8.ToArray(), 10, 40, OneLanePerRequest: true, OpensWithNote: true);
        var anna = Encoding.UTF8.GetBytes("""{"of":"anna","events":[""");
        var chunk = new OpenChunk(new TestChunk(
        [
            new(1, 7, "1111"u8.ToArray(), anna),
            new(2, 7, "2222"u8.ToArray(), anna),
            new(3, 7, "3"u8.ToArray(), "another"u8.ToArray()),
            new(4, 7, new byte[100], anna),
        ]));
        var batch = new Batch(framing, new());
        batch.Add(new(chunk, 0));
        Assert.True(batch.HasRoomFor(in chunk.Chunk.Parcels[1]));
        batch.Add(new(chunk, 1));
        Assert.False(batch.HasRoomFor(in chunk.Chunk.Parcels[2]));
        Assert.False(batch.HasRoomFor(in chunk.Chunk.Parcels[3]));

        using var buffer = new BatchBuffer(framing);
        buffer.Write([chunk.Chunk.Parcels[0].Body, chunk.Chunk.Parcels[1].Body], anna);

        Assert.Equal("""{"of":"anna","events":[1111,2222]}""", Encoding.UTF8.GetString(buffer.Body.Span));
        Assert.Equal(buffer.Body.Length, batch.Bytes);
    }

    [Fact]
    public void A_request_that_takes_one_of_each_leaves_the_second_for_the_next_request()
    {
        var framing = Framing.Single with { MaxEvents = 10, OneOfEach = true };
        var chunk = new OpenChunk(new TestChunk(((ulong[])[7, 0, 0, 8, 7]).Select((once, i) => new Parcel(i, 0, new byte[1], default, once))));
        var batch = new Batch(framing, new());
        for (var i = 0; i < 4; i++)
        {
            Assert.True(batch.HasRoomFor(in chunk.Chunk.Parcels[i]));
            batch.Add(new(chunk, i));
        }

        Assert.False(batch.HasRoomFor(in chunk.Chunk.Parcels[4]));
        batch.Clear();
        batch.Add(new(chunk, 3));
        Assert.True(batch.HasRoomFor(in chunk.Chunk.Parcels[4]));
    }

    [Fact]
    public void The_buffer_is_used_again_and_holds_nothing_of_what_was_in_it_before()
    {
        using var buffer = new BatchBuffer(TestProtocol.Lists(maxEvents: 3));
        buffer.Write([Encoding.UTF8.GetBytes("a long first event"), Encoding.UTF8.GetBytes("and another")]);
        buffer.Write([Encoding.UTF8.GetBytes("b")]);

        Assert.Equal("[b]", Encoding.UTF8.GetString(buffer.Body.Span));
    }
}
