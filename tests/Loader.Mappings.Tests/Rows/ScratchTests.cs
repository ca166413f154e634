using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Rows;

public class ScratchTests
{
    [Fact]
    public void Texts_of_one_evaluation_do_not_touch_each_other()
    {
        var scratch = new Scratch();
        var texts = Enumerable.Range(0, 5_000).Select(i => scratch.Copy(System.Text.Encoding.UTF8.GetBytes($"text {i}"))).ToList();

        for (var i = 0; i < texts.Count; i++) Assert.Equal($"text {i}", texts[i].Text);
    }

    [Fact]
    public void Taking_more_than_is_used_gives_the_rest_back()
    {
        var scratch = new Scratch();
        "ab"u8.CopyTo(scratch.Take(4_000));
        var first = scratch.Text(2);
        "cd"u8.CopyTo(scratch.Take(4_000));
        var second = scratch.Text(2);

        Assert.Equal(("ab", "cd"), (first.Text, second.Text));
    }

    [Fact]
    public void One_text_may_be_larger_than_all_memory_held_so_far()
    {
        var scratch = new Scratch();
        var small = scratch.Copy("small"u8);
        var large = scratch.Copy(new byte[3_000_000]);

        Assert.Equal("small", small.Text);
        Assert.Equal(3_000_000, large.Utf8.Length);
    }

    [Fact]
    public void After_a_reset_the_memory_is_used_again()
    {
        var scratch = new Scratch();
        scratch.Copy("warm"u8);
        scratch.Reset();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            scratch.Copy("some text"u8);
            scratch.Reset();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Bytes_are_bytes()
    {
        var scratch = new Scratch();
        scratch.Take(3).Fill(7);

        Assert.Equal(Value.OfBytes([7, 7, 7], 0, 3), scratch.Bytes(3));
    }
}
