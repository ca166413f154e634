using System.Runtime.InteropServices;
using Loader.Running.GroupKeys;

namespace Loader.Tests.Running.GroupKeys;

public class SipHashTests
{
    /// <summary>The key 00 to 0f and texts 00, 01, 02 … of a length, as <c>openssl mac -macopt size:16 SIPHASH</c> answers.</summary>
    [Theory]
    [InlineData(0, "A3817F04BA25A8E66DF67214C7550293")]
    [InlineData(1, "DA87C1D86B99AF44347659119B22FC45")]
    [InlineData(7, "A1F1EBBED8DBC153C0B84AA61FF08239")]
    [InlineData(8, "3B62A9BA6258F5610F83E264F31497B4")]
    [InlineData(9, "264499060AD9BAABC47F8B02BB6D71ED")]
    [InlineData(15, "5493E99933B0A8117E08EC0F97CFC3D9")]
    [InlineData(16, "6EE2A4CA67B054BBFD3315BF85230577")]
    [InlineData(17, "473D06E8738DB89854C066C47AE47740")]
    [InlineData(63, "5150D1772F50834A503E069A973FBD7C")]
    public void A_text_has_the_hash_of_the_reference(int length, string expected)
    {
        var hash = new SipHash(0x0706050403020100, 0x0f0e0d0c0b0a0908).Of([.. Enumerable.Range(0, length).Select(i => (byte)i)]);

        Assert.Equal(expected, Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in hash))));
    }

    [Fact]
    public void Another_run_has_another_key() => Assert.NotEqual(SipHash.WithKeyByChance().Of("A1"u8), SipHash.WithKeyByChance().Of("A1"u8));
}
