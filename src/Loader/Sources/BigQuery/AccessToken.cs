namespace Loader.Sources.BigQuery;

/// <summary>What a request is signed with.</summary>
/// <param name="Bearer">For the header <c>Authorization: Bearer</c>; null where nothing has to be signed (an emulator).</param>
/// <param name="QuotaProject">For the header <c>x-goog-user-project</c>; null where the credentials name none.</param>
internal readonly record struct AccessToken(string? Bearer, string? QuotaProject);
