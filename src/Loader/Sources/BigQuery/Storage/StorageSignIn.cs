namespace Loader.Sources.BigQuery.Storage;

/// <summary>Signs the calls of one caller in, who makes one at a time: a token that was refused is not used again.</summary>
internal sealed class StorageSignIn(IAccessTokens tokens)
{
    private string? used;
    private string? refused;

    /// <summary>The headers of the next call.</summary>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(CancellationToken stop)
    {
        var token = await tokens.GetAsync(refused, stop);
        (used, refused) = (token.Bearer, null);
        var headers = new List<KeyValuePair<string, string>>(2);
        if (token.Bearer is { } bearer) headers.Add(new("authorization", "Bearer " + bearer));
        if (token.QuotaProject is { } project) headers.Add(new("x-goog-user-project", project));
        return headers;
    }

    /// <summary>The server did not take the last call's token.</summary>
    public void Refused() => refused = used;
}
