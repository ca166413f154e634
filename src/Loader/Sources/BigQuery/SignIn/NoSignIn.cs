namespace Loader.Sources.BigQuery.SignIn;

/// <summary>For an emulator: nothing is signed, so that no credential ever leaves for one.</summary>
internal sealed class NoSignIn : IAccessTokens
{
    public ValueTask<AccessToken> GetAsync(string? refused, CancellationToken stop) => ValueTask.FromResult(default(AccessToken));
}
