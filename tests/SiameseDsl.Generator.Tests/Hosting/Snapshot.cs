using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>
/// The seam of the snapshot tests, in Verify's conventions: <c>Class.Method.verified.cs</c> beside the test is the expectation, <c>.received.cs</c> is written where it
/// differs and is not committed. Accept a change by renaming the received file. With <c>-p:UseVerify=true</c> the package Verify.Xunit does the same.
/// </summary>
internal static partial class Snapshot
{
    /// <summary>Compares a generated file with its snapshot.</summary>
    public static Task Verify(string source, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        string received = PlanHash().Replace(Version().Replace(source, "$1VERSION$2"), "HASH");
#if USE_VERIFY
        return Verifier.Verify(received, extension: "cs", sourceFile: testFile);
#else
        string stem = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{method}");
        string verifiedFile = stem + ".verified.cs";
        string receivedFile = stem + ".received.cs";
        string verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile).Replace("\r\n", "\n") : "";
        if (verified == received)
        {
            File.Delete(receivedFile);
            return Task.CompletedTask;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Fail($"{Path.GetFileName(verifiedFile)} differs from what was generated. {FirstDifference(verified, received)}\nIf the change is meant, rename {receivedFile} to {Path.GetFileName(verifiedFile)}.");
        return Task.CompletedTask;
#endif
    }

#if !USE_VERIFY
    private static string FirstDifference(string verified, string received)
    {
        string[] expected = verified.Split('\n');
        string[] actual = received.Split('\n');
        for (int i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            string left = i < expected.Length ? expected[i] : "(end)";
            string right = i < actual.Length ? actual[i] : "(end)";
            if (left != right)
            {
                return $"Line {i + 1}:\n  expected: {left}\n  received: {right}";
            }
        }

        return "";
    }
#endif

    /// <summary>The tool's version is no part of a snapshot.</summary>
    [GeneratedRegex("""(GeneratedCode\("SiameseDsl", ")[^"]*("\))""")]
    private static partial Regex Version();

    /// <summary>Nor is the plan's hash, whose meaning the language's own tests hold.</summary>
    [GeneratedRegex("(?<=PlanHash = \")[0-9a-f]{64}(?=\")")]
    private static partial Regex PlanHash();
}
