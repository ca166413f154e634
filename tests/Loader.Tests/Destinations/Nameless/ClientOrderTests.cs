using System.Buffers;
using Loader.Destinations;
using Loader.Destinations.Nameless;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>Rows that go back in time within one client.</summary>
public sealed class ClientOrderTests
{
    private readonly NamelessContractTests shared = new();

    [Theory]
    [InlineData("a1 a2 a3", 0)]
    [InlineData("a1 a1", 0)]
    [InlineData("a3 b1 a4 b2", 0)]
    [InlineData("a3 b1 a2 b2", 1)]
    [InlineData("a9 a1 a2 a3", 3)]
    public void Events_older_than_one_before_them_are_counted(string sequence, long expected)
    {
        var order = new ClientOrder();

        foreach (var step in sequence.Split(' ')) order.Saw(step[0], step[1]);

        Assert.Equal(expected, order.OutOfOrder);
    }

    [Fact]
    public void Clients_that_push_each_other_out_are_missed_and_never_invented()
    {
        var order = new ClientOrder();

        order.Saw(1, 100);
        order.Saw(1 + (1UL << 16), 50);
        order.Saw(1, 10);

        Assert.Equal(0, order.OutOfOrder);
    }

    [Fact]
    public void A_packer_counts_what_it_packed()
    {
        var builder = NamelessContractTests.Event();
        var packer = shared.Bind(builder);
        var slots = builder.Slots;
        var output = new ArrayBufferWriter<byte>();

        packer.Pack(slots, Value.Of("1"), output, out _);
        slots[0] = Value.OfTime(1_704_000_000, 0);
        packer.Pack(slots, Value.Of("2"), output, out _);
        slots[1] = Value.Of("not an id");
        packer.Pack(slots, Value.Of("3"), output, out _);

        Assert.Equal(1, Assert.IsAssignableFrom<IOrderWatch>(packer).OutOfOrder);
    }
}
