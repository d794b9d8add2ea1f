using SiameseDsl.Checkpoints;
using SiameseDsl.Tests.Hosting;

namespace SiameseDsl.Tests.Checkpoints;

public sealed class FullDiskTests
{
    [SkippableFact]
    public void A_full_disk_leaves_the_old_checkpoint_and_says_so()
    {
        using var directory = new TemporaryDirectory();
        string mount = Directory.CreateDirectory(directory["small"]).FullName;
        Skip.IfNot(OperatingSystem.IsLinux() && SystemCommand.Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount), "A small tmpfs cannot be mounted here (it takes Linux and root), so a full disk was not tried.");
        try
        {
            string path = Path.Combine(mount, "last.ckpt");
            CheckpointFile.Write(path, Of(bytes: 50_000));
            byte[] before = File.ReadAllBytes(path);

            SiameseException full = Assert.Throws<SiameseException>(() => CheckpointFile.Write(path, Of(bytes: 1_000_000)));

            Assert.Contains(path, full.Message, StringComparison.Ordinal);
            Assert.Contains("the disk is full", full.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(mount));
            Assert.Equal(50_000, CheckpointFile.Read(path).Entries[0].Data.Length);
        }
        finally
        {
            SystemCommand.Run("umount", mount);
        }
    }

    private static Checkpoint Of(int bytes) => new([], [new("a", "uint8", [bytes], new byte[bytes])]);
}
