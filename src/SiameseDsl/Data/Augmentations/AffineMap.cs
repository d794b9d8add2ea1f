namespace SiameseDsl.Data.Augmentations;

/// <summary>An affine distortion about an image's centre: both scales, then the shears in y and in x, then the rotation, then both shifts.</summary>
/// <param name="Angle">The rotation, in radians.</param>
/// <param name="ShearX">The shear in x, as a tangent.</param>
/// <param name="ShearY">The shear in y, as a tangent.</param>
/// <param name="ScaleX">The scale in x; below zero for a mirror image.</param>
/// <param name="ScaleY">The scale in y.</param>
/// <param name="ShiftX">The shift in x, in pixels.</param>
/// <param name="ShiftY">The shift in y, in pixels.</param>
internal readonly record struct AffineMap(double Angle, double ShearX, double ShearY, double ScaleX, double ScaleY, double ShiftX, double ShiftY)
{
    /// <summary>Writes the map from output to input places, in the coordinates -1..1 that affine_grid takes: the inverse, six values row by row.</summary>
    public void WriteInverse(Span<float> map, long height, long width)
    {
        // Forward, in pixels. Both shears together have determinant 1, so that the inverse exists.
        (double sin, double cos) = Math.SinCos(Angle);
        (double a, double b, double c, double d) = (1 + (ShearX * ShearY), ShearX, ShearY, 1.0);
        (a, b, c, d) = ((cos * a) - (sin * c), (cos * b) - (sin * d), (sin * a) + (cos * c), (sin * b) + (cos * d));
        (a, b, c, d) = (a * ScaleX, b * ScaleY, c * ScaleX, d * ScaleY);
        double determinant = (a * d) - (b * c);
        (a, b, c, d) = (d / determinant, -b / determinant, -c / determinant, a / determinant);

        // From pixels to -1..1: x counts half a width, y half a height.
        double aspect = (double)height / width;
        map[0] = (float)a;
        map[1] = (float)(b * aspect);
        map[2] = (float)(-((a * ShiftX) + (b * ShiftY)) * 2 / width);
        map[3] = (float)(c / aspect);
        map[4] = (float)d;
        map[5] = (float)(-((c * ShiftX) + (d * ShiftY)) * 2 / height);
    }
}
