using SiameseDsl.Checkpoints;
using SiameseDsl.Tests.Training;

namespace SiameseDsl.Tests.Checkpoints;

public sealed class SavedStatesTests : IDisposable
{
    private const int Places = 2_000;
    private const int Lengths = 300;

    private readonly TemporaryDirectory directory = new();
    private readonly List<string> said = [];

    private SavedStates States => new(directory["last.ckpt"], directory["previous.ckpt"]);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_state_before_the_last_is_kept()
    {
        Assert.False(States.Exist);
        Assert.Null(States.Read(said.Add));
        States.Write(Of("1"));
        Assert.False(File.Exists(States.Previous));
        States.Write(Of("2"));
        States.Write(Of("3"));

        Assert.Equal("3", States.Read(said.Add)!.Fact("step"));
        Assert.Equal("2", CheckpointFile.Read(States.Previous).Fact("step"));
        Assert.Empty(said);
    }

    [Fact]
    public void A_process_killed_between_the_two_moves_leaves_the_previous_state()
    {
        States.Write(Of("1"));
        File.Move(States.Last, States.Previous);

        Assert.True(States.Exist);
        Assert.Equal("1", States.Read(said.Add)!.Fact("step"));
        States.Write(Of("2"));
        Assert.Equal("2", States.Read(said.Add)!.Fact("step"));
        Assert.Equal("1", CheckpointFile.Read(States.Previous).Fact("step"));
    }

    [Fact]
    public void A_damaged_last_state_never_takes_the_place_of_the_whole_one_before_it()
    {
        States.Write(Of("1"));
        States.Write(Of("2"));
        Damage(States.Last);

        Assert.Equal("1", States.Read(said.Add)!.Fact("step"));
        Assert.True(File.Exists(States.Last));
        said.Clear();
        Assert.Equal("1", States.Resume(said.Add)!.Fact("step"));
        Assert.Contains($"'{States.Last}' is damaged: its checksum does not match its content; the one before it is taken, '{States.Previous}'.", Assert.Single(said));
        States.Write(Of("3"));
        Assert.Equal("1", CheckpointFile.Read(States.Previous).Fact("step"));
    }

    [Fact]
    public void Two_damaged_states_and_a_single_one_are_refused_in_one_sentence()
    {
        States.Write(Of("1"));
        Damage(States.Last);
        Assert.Contains("is damaged: its checksum does not match its content; delete it and train again", Assert.Throws<DamagedCheckpointException>(() => States.Read(said.Add)).Message);

        File.Copy(States.Last, States.Previous);
        Assert.Contains("and so is the one before it", Assert.Throws<SiameseException>(() => States.Read(said.Add)).Message);
        Assert.True(File.Exists(States.Last));
    }

    [Fact]
    public void Damage_at_any_place_and_any_length_of_a_real_trainings_state_is_noticed()
    {
        using var model = new ToyModel(new ToyShape());
        using var trainer = new ToyModel.Trainer(model, new ToyOptions { Epochs = 2, Threads = 1 });
        using SiameseDsl.Data.SampleSet samples = ToyData.Create();
        trainer.Fit(samples);
        States.Write(trainer.CaptureState());
        byte[] whole = File.ReadAllBytes(States.Last);
        var random = new Random(1);
        using (FileStream file = new(States.Last, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0))
        {
            for (int i = 0; i < Places; i++)
            {
                // The first half at the front, where header and manifest lie.
                int place = i < Places / 2 ? i * Math.Min(whole.Length, 8192) / (Places / 2) : random.Next(whole.Length);
                Put(place, (byte)(whole[place] ^ random.Next(1, 256)));
                Assert.Throws<DamagedCheckpointException>(() => CheckpointFile.Read(States.Last));
                Put(place, whole[place]);
            }

            void Put(int place, byte value)
            {
                file.Position = place;
                file.WriteByte(value);
            }
        }

        CheckpointFile.Read(States.Last);
        for (int i = 0; i < Lengths; i++)
        {
            using (FileStream file = new(States.Last, FileMode.Open, FileAccess.Write))
            {
                file.SetLength((Lengths - 1 - i) * (long)whole.Length / Lengths);
            }

            Assert.Throws<DamagedCheckpointException>(() => CheckpointFile.Read(States.Last));
        }
    }

    private static Checkpoint Of(string step) => new([new("step", step)], [new("a", "uint8", [3], new byte[] { 1, 2, 3 })]);

    private static void Damage(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^33] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
