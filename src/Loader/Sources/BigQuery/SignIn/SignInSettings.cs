using Loader.Options;

namespace Loader.Sources.BigQuery.SignIn;

/// <summary>Who asks BigQuery.</summary>
/// <param name="Credentials">A file, or its JSON; null: what the machine has.</param>
/// <param name="Impersonate">The service account to act as.</param>
internal sealed record SignInSettings(string? Credentials, string? Impersonate)
{
    public static SignInSettings Read(Section section) => new(
        section.Secret(
            "credentials", "A credentials file of Google's, or ${NAME} of a variable that holds its JSON. Left out: Application Default Credentials."),
        section.Text("impersonate", "A service account to act as; the account that signs in must be its Token Creator."));

    /// <summary>Tokens for an address. At http:// nobody signs in unless credentials are given: a token must not travel in the open by accident.</summary>
    public IAccessTokens Access(Uri endpoint, Section section) =>
        endpoint.Scheme == Uri.UriSchemeHttp && Credentials is null ? new NoSignIn() : Google(section);

    private GoogleAccess Google(Section section) => new(Credentials, Impersonate, section.PlaceOf("credentials"), section.Context.Secrets);
}
