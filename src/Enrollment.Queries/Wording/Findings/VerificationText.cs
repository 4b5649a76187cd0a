namespace Enrollment.Queries.Wording.Findings;

/// <summary>The result of a verification, of the record and of an export.</summary>
public static class VerificationText
{
    public const string Chain = "events and their chain";

    public const string ReadModels = "read models";

    public const string Streams = "streams";

    public const string NoDigest = "No digest was given. Without --digest, a forgery that recalculates the whole chain is not detected.";

    public const string NothingFound = "the record is unchanged";

    public static string Progress(string part, int findings) => $"{part}, {ValueText.Count(findings, "finding")}";

    public static string Counts(long events, long streams, long chained, long notYetChained) =>
        $"{ValueText.Count(events, "event")}, {ValueText.Count(streams, "stream")} folded; "
        + $"{ValueText.Count(chained, "event")} chained, {ValueText.Count(notYetChained)} not yet.";

    public static string Proven(long proven, long later) =>
        $"The digests prove the first {ValueText.Count(proven, "event")}. "
        + $"The {ValueText.Count(later)} after them are proven by the next digest.";

    public static string ExportUnchanged(string folder) => $"no file in {folder} has changed since it was signed";

    public static string ExportNotSigned(string manifest) => $"{manifest} was not signed with this key. Nothing in the folder is proven.";

    public static string ExportMissing(string file) => $"{file} is missing.";

    public static string ExportChanged(string file, string found, string signedHash) =>
        $"{file} was changed. Its hash is {found}, but {signedHash} was signed.";

    public static string ExportAdded(string file) => $"{file} was added. It is not in the manifest.";
}
