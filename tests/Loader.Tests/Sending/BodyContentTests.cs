using Loader.Sending;

namespace Loader.Tests.Sending;

public sealed class BodyContentTests
{
    [Fact]
    public async Task It_leaves_once_in_an_attempt_whatever_the_handler_below_would_like()
    {
        using var content = new BodyContent("body"u8.ToArray());
        Assert.False(content.HasLeft);
        await content.CopyToAsync(Stream.Null);
        Assert.True(content.HasLeft);

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null));

        content.BeginAttempt();
        using var wire = new MemoryStream();
        await content.CopyToAsync(wire);
        Assert.Equal("body"u8.ToArray(), wire.ToArray());
    }
}
