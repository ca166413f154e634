using Loader.Running.Making;

namespace Loader.Tests.Running.Making;

public sealed class PayloadHashTests
{
    [Fact]
    public void It_is_the_sha256_of_lengths_and_bodies()
    {
        // printf '\003\000\000\000abc\000\000\000\000' | sha256sum
        Assert.Equal("292ead67fbf53c08b27f6cf56055135c15ad20ec1b435f0ce41ddf9972f7e17e", Of("abc", ""));
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Of());
    }

    [Fact]
    public void Order_and_borders_count()
    {
        Assert.NotEqual(Of("a", "b"), Of("b", "a"));
        Assert.NotEqual(Of("ab", "c"), Of("a", "bc"));
        Assert.NotEqual(Of("a"), Of("a", ""));
    }

    private static string Of(params string[] bodies)
    {
        var hash = new PayloadHash();
        foreach (var body in bodies) hash.Add(System.Text.Encoding.UTF8.GetBytes(body));
        return hash.Current();
    }
}
